using System.Globalization;
using CsCheck;

namespace Kirimy.Client.Tests;

/// <summary>
/// Property tests: random inputs check statements that hold for any input. The inputs are the same in every run, because all of them follow
/// from the test's seed. <c>KIRIMY_TEST_EXPLORE=100</c> explores new inputs instead, 100 times as many.
/// </summary>
internal static class PropertyTest
{
    private static readonly string? Factor = Environment.GetEnvironmentVariable("KIRIMY_TEST_EXPLORE");

    /// <summary>Checks a property.</summary>
    /// <param name="gen">Generates the inputs.</param>
    /// <param name="property">Throws if an input doesn't have the property.</param>
    /// <param name="iterations">The number of inputs.</param>
    /// <param name="seed">The seed of the inputs.</param>
    public static void Check<T>(this Gen<T> gen, Action<T> property, int iterations, string seed)
    {
        if (!string.IsNullOrEmpty(Factor))
        {
            gen.Sample(property, iter: iterations * long.Parse(Factor, CultureInfo.InvariantCulture));
            return;
        }

        // CsCheck's own loop uses a seed for the first input only.
        var random = PCG.Parse(seed);
        for (var i = 0; i < iterations; i++)
        {
            var state = random.ToString();
            var input = gen.Generate(random, min: null, out _);
            try
            {
                property(input);
            }
            catch (Exception)
            {
                // CsCheck finds the smallest input that fails in the same way, and shows it.
                gen.Sample(property, iter: 10_000, seed: state);
                throw;
            }
        }
    }

    /// <inheritdoc cref="Check{T}"/>
    public static void Check<T1, T2>(this Gen<(T1, T2)> gen, Action<T1, T2> property, int iterations, string seed) =>
        gen.Check(input => property(input.Item1, input.Item2), iterations, seed);

    /// <inheritdoc cref="Check{T}"/>
    public static void Check<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Action<T1, T2, T3> property, int iterations, string seed) =>
        gen.Check(input => property(input.Item1, input.Item2, input.Item3), iterations, seed);
}
