namespace Wolfictl.Submitter.Terminals;

/// <summary>Columns of text, each as wide as its widest cell; the last one is not padded.</summary>
internal static class Table
{
    public static void Write(TextWriter writer, string indent, IReadOnlyList<string[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var widths = Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => r[c].Length)).ToArray();
        foreach (var row in rows)
        {
            writer.WriteLine($"{indent}{string.Join("  ", row.Select((cell, c) => cell.PadRight(widths[c])))}".TrimEnd());
        }
    }
}
