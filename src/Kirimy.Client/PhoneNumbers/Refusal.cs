using Kirimy.Client.Texts;

namespace Kirimy.Client.PhoneNumbers;

/// <summary>The reason that a written number is refused.</summary>
/// <param name="Reason">One of <see cref="NumberReason"/>.</param>
/// <param name="Sentence">What is wrong and what to do; {0} is the input, {1} the detail.</param>
/// <param name="Detail">The part of the input that is wrong, if the sentence names it.</param>
internal readonly record struct Refusal(string Reason, string Sentence, string? Detail = null)
{
    public string Advice(string? input) => Sentence.With(VisibleText.Of(input), Detail is null ? string.Empty : VisibleText.Of(Detail));
}
