using System.CommandLine;
using System.Text.Json;
using Wolfictl.Contracts;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Submitter.Caching;
using Wolfictl.Submitter.Submitting;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Commands;

/// <summary><c>wolfictl cache prune</c>.</summary>
internal static class CachePruneCommand
{
    private const string Help = "Remove sources that were not asked for lately, and what cut downloads left: prune --keep-days 30 --max-bytes 50Gi";

    public static Command Create()
    {
        var folder = CacheFlags.FolderOption();
        var keepDays = new Option<int?>("--keep-days") { Description = "Remove what was not asked for in so many days" };
        var maxBytes = new Option<string>("--max-bytes") { Description = "Then remove the least lately used until so many bytes hold the rest, as 50Gi" };
        var format = SubmitFlags.FormatOption();
        var command = new Command("prune", Help) { folder, keepDays, maxBytes, format };
        command.SetAction(async (parse, _) =>
        {
            using var interrupts = new Interrupts();
            var days = parse.GetValue(keepDays);
            var bytes = parse.GetValue(maxBytes) is { } text ? FlagValue.Read("--max-bytes", text, Bytes) : (long?)null;
            if (days is null && bytes is null)
            {
                throw new CommandException(ExitCodes.Usage, "--keep-days or --max-bytes is needed: what may go.");
            }

            if (days < 0)
            {
                throw new CommandException(ExitCodes.Usage, $"--keep-days is {days}: expected 0 or more.");
            }

            using var store = CacheVerifyCommand.Open(parse.GetValue(folder)!);
            var report = CachePruneReport.Of(await store.PruneAsync(days, bytes, interrupts.Token).ConfigureAwait(false));
            await Console.Out.WriteLineAsync(format.Read(parse) == OutputFormat.Json
                ? JsonSerializer.Serialize(report, SubmitterJson.Default.CachePruneReport)
                : $"{report.Removed.Count} files removed, {ByteText.Of(report.BytesFreed)} freed; {report.Kept} kept, {ByteText.Of(report.BytesKept)}").ConfigureAwait(false);
            return ExitCodes.Done;
        });
        return command;
    }

    private static long Bytes(string text) => text == "0" ? 0
        : Quantity.Parse(text).Value is <= long.MaxValue and var bytes ? (long)bytes
        : throw new FormatException($"'{text}' is more bytes than any disk has.");
}
