using Kirimy.Client.Texts;

namespace Kirimy.Client.PhoneNumbers;

/// <summary>Why a written number is refused.</summary>
/// <param name="Reason">One of <see cref="NumberReason"/>.</param>
/// <param name="Sentence">What is wrong and what to do; {0} is the input, {1} the detail.</param>
/// <param name="Detail">What in the input is wrong, where the sentence names it.</param>
internal readonly record struct Refusal(string Reason, string Sentence, string? Detail = null)
{
    public string Advice(string? input) =>
        NumberAdvice.Format(Sentence, VisibleText.Of(input), Detail is null ? string.Empty : VisibleText.Of(Detail));
}
