using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>A host that records its output and answers prompts with prepared answers.</summary>
/// <param name="name">The name of the host.</param>
/// <param name="hasScreen">Whether it has a screen of some size.</param>
internal sealed class RecordingHost(string name = "Kirimy test host", bool hasScreen = true) : PSHost
{
    private readonly RecordingUserInterface ui = new(hasScreen);

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => UICulture;

    /// <summary>The UI culture of the session.</summary>
    public CultureInfo UICulture { get; init; } = CultureInfo.GetCultureInfo("en-US");

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => name;

    public override Version Version { get; } = new(1, 0);

    public override PSHostUserInterface UI => ui;

    /// <summary>Answers to masked prompts, in order.</summary>
    public Queue<SecureString> SecureAnswers => ui.SecureAnswers;

    /// <summary>The answer to every question of choice (ShouldProcess, ShouldContinue): an index into its choices.</summary>
    public int ChoiceAnswer
    {
        get => ui.ChoiceAnswer;
        set => ui.ChoiceAnswer = value;
    }

    /// <summary>Receives each progress record, on the pipeline thread.</summary>
    public Action<ProgressRecord> OnProgress
    {
        set => ui.OnProgress = value;
    }

    /// <summary>All text written to the host, including prompts.</summary>
    public string Text => ui.Text.ToString();

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }

    public override void SetShouldExit(int exitCode) { }

    private sealed class RecordingUserInterface(bool hasScreen) : PSHostUserInterface
    {
        public Action<ProgressRecord> OnProgress { get; set; } = _ => { };

        public StringBuilder Text { get; } = new();

        public Queue<SecureString> SecureAnswers { get; } = new();

        public int ChoiceAnswer { get; set; }

        public override PSHostRawUserInterface? RawUI { get; } = hasScreen ? new FixedRawUserInterface(width: 160) : null;

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
        {
            Text.AppendLine(caption).AppendLine(message);
            return descriptions.ToDictionary(d => d.Name, d => PSObject.AsPSObject(Answer(d.Name)));
        }

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Text.AppendLine(caption).AppendLine(message);
            return ChoiceAnswer;
        }

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new NotSupportedException();

        public override PSCredential PromptForCredential(
            string caption,
            string message,
            string userName,
            string targetName,
            PSCredentialTypes allowedCredentialTypes,
            PSCredentialUIOptions options
        ) => throw new NotSupportedException();

        public override string ReadLine() => throw new HostException("This host has no one to ask.");

        public override SecureString ReadLineAsSecureString() => Answer("a masked line");

        public override void Write(string value) => Text.Append(value);

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Text.Append(value);

        public override void WriteLine(string value) => Text.AppendLine(value);

        public override void WriteErrorLine(string value) => Text.AppendLine(value);

        public override void WriteDebugLine(string message) => Text.AppendLine("DEBUG: " + message);

        public override void WriteVerboseLine(string message) => Text.AppendLine("VERBOSE: " + message);

        public override void WriteWarningLine(string message) => Text.AppendLine("WARNING: " + message);

        public override void WriteProgress(long sourceId, ProgressRecord record) => OnProgress(record);

        private SecureString Answer(string what) =>
            SecureAnswers.Count > 0 ? SecureAnswers.Dequeue() : throw new HostException($"This host has no one to ask for {what}.");
    }
}
