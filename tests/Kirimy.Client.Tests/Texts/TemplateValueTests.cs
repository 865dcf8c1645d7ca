using System.Globalization;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Tests.Texts;

public sealed class TemplateValueTests
{
    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id-ID");

    /// <summary>Values without a format, as they are written under id-ID.</summary>
    public static TheoryData<string, object> Written { get; } =
        new()
        {
            { "17/08/2026", new DateTime(2026, 8, 17, 0, 0, 0, DateTimeKind.Local) },
            { "17/08/2026", new DateTimeOffset(2026, 8, 17, 0, 0, 0, TimeSpan.FromHours(7)) },
            { "17/08/2026", new DateOnly(2026, 8, 17) },
            { "17/08/2026 14.30", new DateTime(2026, 8, 17, 14, 30, 0, DateTimeKind.Utc) },
            { "17/08/2026 14.30.05", new DateTime(2026, 8, 17, 14, 30, 5, DateTimeKind.Unspecified) },
            { "14.30", new TimeOnly(14, 30) },
            { "01:30:00", new TimeSpan(1, 30, 0) },
            { "1.500.000,5", 1500000.5m },
            { "1.500.000,5", 1500000.5d },
            { "1.500.000,5", 1500000.5f },
            { "-1.234,25", -1234.25m },
            { "10,5", 10.50m },
            { "0,1", 0.1d },
            { "0,1", 0.1f },
            { "0,30000000000000004", 0.1d + 0.2d },
            { "1500000", 1500000m },
            { "1500000", 1500000.00m },
            { "123456789", 123456789 },
            { "123456789", 123456789d },
            { "6281234567890", 6281234567890L },
            { "6281234567890", 6281234567890d },
            { "-5", -5 },
            { "0", -0.0d },
            { "0", 0.00m },
            { "1500000.5", "1500000.5" },
            { "True", true },
            { "1,5\n17/08/2026\nx", new object?[] { 1.5, new DateTime(2026, 8, 17, 0, 0, 0, DateTimeKind.Local), "x" } },
        };

    /// <summary>Values in a format, as they are written under id-ID.</summary>
    public static TheoryData<string, object, string> Formatted { get; } =
        new()
        {
            { "17 Agustus 2026", new DateTime(2026, 8, 17, 0, 0, 0, DateTimeKind.Local), "dd MMMM yyyy" },
            { "Senin", new DateOnly(2026, 8, 17), "dddd" },
            { "14.30", new DateTime(2026, 8, 17, 14, 30, 0, DateTimeKind.Local), "HH:mm" },
            { "17/08/2026", new DateTime(2026, 8, 17, 14, 30, 0, DateTimeKind.Local), "d" },
            { "01.30", new TimeSpan(1, 30, 0), @"hh\.mm" },
            { "1.500.000", 1500000, "N0" },
            { "1.500.000", 1500000d, "N0" },
            { "1.500.000,50", 1500000.5m, "#,##0.00" },
            { "12,5 %", 0.125, "0.0 %" },
            { "000042", 42, "D6" },
            { "000", 0, "000" },
            { "0", 0.0, "0" },
            { "1.500.000", "1500000", "N0" },
            { "-7", " -7 ", "N0" },
            { "17 Agustus 2026", "2026-08-17", "dd MMMM yyyy" },
            { "17/08 14.30", "2026-08-17 14:30", @"dd/MM HH\.mm" },
            { "17/08", "2026-08-17T14:30:05", "dd/MM" },
            { "1.000\n2.000", new object?[] { 1000, "2000" }, "N0" },
        };

    /// <summary>Values with incompatible formats.</summary>
    public static TheoryData<object, string> Mismatched { get; } =
        new()
        {
            { "1.500.000", "N0" },
            { "1,500", "N0" },
            { "1500000.5", "N1" },
            { "081234567890", "N0" },
            { "Rp 1500000", "N0" },
            { "12345678901234567890", "N0" },
            { "17/08/2026", "dd MMMM yyyy" },
            { "2026-13-01", "dd MMMM yyyy" },
            { "1500000", "dd MMMM yyyy" },
            { "2026-08-17", "N0" },
            { "Budi", "N0" },
            { "Budi", "G" },
            { true, "N0" },
            { 1500000, "dd MMMM yyyy" },
            { 1500000, "Q" },
            { 1500000, "N999" },
            { 1.5, "D2" },
            { new DateTime(2026, 8, 17, 0, 0, 0, DateTimeKind.Local), "N0" },
            { new DateTime(2026, 8, 17, 0, 0, 0, DateTimeKind.Local), "F2" },
            { new DateTime(2026, 8, 17, 0, 0, 0, DateTimeKind.Local), "#,##0" },
            { new DateTime(2026, 8, 17, 0, 0, 0, DateTimeKind.Local), "Q" },
            { new DateOnly(2026, 8, 17), "HH:mm" },
            { new TimeSpan(1, 30, 0), "N0" },
            { new object?[] { 1000, "seribu" }, "N0" },
        };

    [Theory]
    [MemberData(nameof(Written), DisableDiscoveryEnumeration = true)]
    public void A_value_without_a_format_is_written_by_the_culture(string expected, object value) =>
        Assert.Equal(expected, TemplateValue.Write(value, Indonesian));

    [Fact]
    public void Numbers_outside_the_range_of_decimal_are_written_by_the_culture()
    {
        Assert.Equal("1,5E+300", TemplateValue.Write(1.5e300, Indonesian));
        Assert.Equal("1,5E-300", TemplateValue.Write(1.5e-300, Indonesian));
        Assert.Equal(double.NaN.ToString(Indonesian), TemplateValue.Write(double.NaN, Indonesian));
        Assert.Null(TemplateValue.Write(null, Indonesian));
    }

    [Fact]
    public void Values_are_formatted_for_another_culture()
    {
        var english = CultureInfo.GetCultureInfo("en-US");
        Assert.Equal("8/17/2026", TemplateValue.Write(new DateTime(2026, 8, 17, 0, 0, 0, DateTimeKind.Local), english));
        Assert.Equal("1,500,000.5", TemplateValue.Write(1500000.5, english));
        Assert.Equal("08/17/2026", TemplateValue.Write(new DateOnly(2026, 8, 17), CultureInfo.InvariantCulture));
    }

    [Theory]
    [MemberData(nameof(Formatted), DisableDiscoveryEnumeration = true)]
    public void A_value_is_written_in_its_format(string expected, object value, string format) =>
        Assert.Equal(expected, TemplateValue.Write(value, format, Indonesian));

    [Theory]
    [MemberData(nameof(Mismatched), DisableDiscoveryEnumeration = true)]
    public void Ambiguous_values_are_refused(object value, string format) => Assert.Null(TemplateValue.Write(value, format, Indonesian));

    [Fact]
    public void A_culture_is_found_by_name_and_never_created_for_an_unknown_name()
    {
        Assert.Equal("id-ID", TextCulture.Find("ID-id")?.Name);
        Assert.Equal("id", TextCulture.Find("id")?.Name);
        Assert.Equal(("17/08/2026", "1.500.000,5"), TextCulture.Sample(Indonesian));
        Assert.Equal("id-ID", TextCulture.NameOf(Indonesian));
        Assert.NotEmpty(TextCulture.NameOf(CultureInfo.InvariantCulture));
        Assert.All(["", "xx-YY", "indonesia", "x y", new string('a', 200)], name => Assert.Null(TextCulture.Find(name)));
    }
}
