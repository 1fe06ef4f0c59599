using System.CommandLine;
using System.Text.Json;
using Wolfictl.CacheWorker.Storing;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Submitter.Caching;
using Wolfictl.Submitter.Submitting;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Commands;

/// <summary><c>wolfictl cache verify</c>.</summary>
internal static class CacheVerifyCommand
{
    private const string Help = "Read every source of the folder again, and move those away whose bytes are not what their name says (exit status 1)";

    public static Command Create()
    {
        var folder = CacheFlags.FolderOption();
        var format = SubmitFlags.FormatOption();
        var command = new Command("verify", Help) { folder, format };
        command.SetAction(async (parse, _) =>
        {
            using var interrupts = new Interrupts();
            using var store = Open(parse.GetValue(folder)!);
            var report = CacheVerifyReport.Of(await store.VerifyAsync(interrupts.Token).ConfigureAwait(false));
            Write(Console.Out, report, format.Read(parse));
            return report.Bad.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    /// <summary>A folder that is there already: one that was mistyped is not made.</summary>
    internal static SourceStore Open(string folder) => Directory.Exists(folder)
        ? SourceStore.Open(folder)
        : throw new CommandException(ExitCodes.Usage, $"--out: {Path.GetFullPath(folder)}: no such directory.");

    private static void Write(TextWriter writer, CacheVerifyReport report, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            writer.WriteLine(JsonSerializer.Serialize(report, SubmitterJson.Default.CacheVerifyReport));
            return;
        }

        writer.WriteLine($"{report.Checked} files read, {ByteText.Of(report.Bytes)}, {report.Bad.Count} bad");
        foreach (var bad in report.Bad)
        {
            writer.WriteLine($"  {bad.Name}: its bytes hash to {bad.Actual} ({ByteText.Of(bad.Size)}); moved to {bad.MovedTo}");
        }
    }
}
