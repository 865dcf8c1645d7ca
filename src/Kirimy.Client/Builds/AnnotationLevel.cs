namespace Kirimy.Client.Builds;

/// <summary>How much an annotation matters.</summary>
public enum AnnotationLevel
{
    /// <summary>The build goes on.</summary>
    Warning,

    /// <summary>The build fails because of it.</summary>
    Error,
}
