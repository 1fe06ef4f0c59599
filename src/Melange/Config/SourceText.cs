namespace Wolfictl.Melange.Config;

/// <summary>A text as it stands in a file, before substitution.</summary>
/// <param name="Value">The text.</param>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="Column">Its column, counted from 1.</param>
public sealed record SourceText(string Value, int Line, int Column)
{
    /// <summary>The text itself.</summary>
    public override string ToString() => Value;
}
