namespace Wolfictl.Melange;

/// <summary>One thing that is wrong, and where.</summary>
/// <param name="File">The file, relative to the directory that was loaded where it lies in it; empty where no file is meant.</param>
/// <param name="Line">The line, counted from 1; 0 where the whole file is meant.</param>
/// <param name="Column">The column, counted from 1; 0 where the whole line or file is meant.</param>
/// <param name="Message">One sentence: what is wrong, with the value, and what to do where that is not plain.</param>
public sealed record MelangeProblem(string File, int Line, int Column, string Message)
{
    /// <summary><c>file:line:column: message</c>, without the parts that are not known.</summary>
    public override string ToString() => Printable(this switch
    {
        { File.Length: 0 } => Message,
        { Line: 0 } => $"{File}: {Message}",
        { Column: 0 } => $"{File}:{Line}: {Message}",
        _ => $"{File}:{Line}:{Column}: {Message}",
    });

    /// <summary>Names of files and texts of others may hold what a terminal would obey.</summary>
    private static string Printable(string text) =>
        text.AsSpan().ContainsAnyInRange('\0', '\x1F') || text.AsSpan().ContainsAnyInRange('\x7F', '\x9F')
            ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c))
            : text;
}
