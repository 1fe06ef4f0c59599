using System.CommandLine;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.Hosting.CommandLine;

namespace Wolfictl.CacheWorker.Commands;

/// <summary>The flags that shape fetching, as <c>wolfictl cache</c> and <c>wolfictl-cache-worker run</c> have them in common.</summary>
public sealed class FetchFlags
{
    private const string JobsFlag = "--jobs";
    private const string MirrorFlag = "--mirror";
    private const string AllowHostFlag = "--allow-host";
    private readonly Option<int> _jobs = new("-j", JobsFlag) { Description = "Downloads at once, at most 4 to one host", DefaultValueFactory = _ => 16 };
    private readonly Option<string[]> _mirrors = new(MirrorFlag) { Description = "Where sources are looked for first, by checksum and by file name; repeatable", HelpName = "https://HOST/PREFIX" };
    private readonly Option<string[]> _allowHosts = new(AllowHostFlag) { Description = "Host that sources may come from though its address is a private one; repeatable", HelpName = "HOST[:PORT]" };

    /// <summary>Adds the flags to a command.</summary>
    public void AddTo(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Add(_jobs);
        command.Add(_mirrors);
        command.Add(_allowHosts);
    }

    /// <summary>What they say; <see cref="Problem"/> tells whether it can be used.</summary>
    /// <exception cref="CommandException">A mirror is no URI.</exception>
    public FetchOptions Read(ParseResult parse)
    {
        ArgumentNullException.ThrowIfNull(parse);
        var jobs = parse.GetValue(_jobs);
        return new FetchOptions
        {
            Jobs = jobs,
            JobsPerHost = Math.Clamp(jobs, 1, 4),
            Mirrors = [.. (parse.GetValue(_mirrors) ?? []).Select(mirror => FlagValue.Read(MirrorFlag, mirror, Mirror))],
            AllowHosts = parse.GetValue(_allowHosts) ?? [],
        };
    }

    /// <summary>What is wrong with options, with the flag's name; none if nothing is.</summary>
    public static string? Problem(FetchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            options.Validate();
            return null;
        }
        catch (FetchOptionsException e)
        {
            var flag = e.Key switch
            {
                nameof(FetchOptions.Jobs) => JobsFlag,
                nameof(FetchOptions.Mirrors) => MirrorFlag,
                nameof(FetchOptions.AllowHosts) => AllowHostFlag,
                _ => e.Key,
            };
            return $"{flag}{e.Message[e.Key.Length..]}";
        }
    }

    private static Uri Mirror(string text) => Uri.TryCreate(text, UriKind.Absolute, out var mirror)
        ? mirror
        : throw new FormatException($"{Shown.Uri(text)} is no mirror: give https://HOST/PREFIX, without query or fragment.");
}
