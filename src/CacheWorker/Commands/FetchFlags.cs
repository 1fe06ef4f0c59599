using System.CommandLine;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.Hosting.CommandLine;

namespace Wolfictl.CacheWorker.Commands;

/// <summary>The flags that shape fetching, as <c>wolfictl cache</c> and <c>wolfictl-cache-worker run</c> have them in common.</summary>
/// <param name="when">Ends the description of those that say where sources may come from.</param>
public sealed class FetchFlags(string when = "")
{
    private const string JobsFlag = "--jobs";
    private const string MirrorFlag = "--mirror";
    private const string AllowHostFlag = "--allow-host";
    private readonly Option<int> _jobs = new("-j", JobsFlag) { Description = "Downloads at once, at most 4 to one host", DefaultValueFactory = _ => 16 };
    private readonly Option<string[]> _mirrors = new(MirrorFlag) { Description = $"Where sources are looked for first, by checksum and by file name; repeatable{when}", HelpName = "https://HOST/PREFIX" };
    private readonly Option<string[]> _allowHosts = new(AllowHostFlag) { Description = $"Host that sources may come from though its address is a private one; repeatable{when}", HelpName = "HOST[:PORT]" };

    private bool _hasJobs;

    /// <summary>Adds the flags to a command.</summary>
    public void AddTo(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        _hasJobs = true;
        command.Add(_jobs);
        AddPlacesTo(command);
    }

    /// <summary>Adds those that say where sources may come from, and no other.</summary>
    public void AddPlacesTo(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Add(_mirrors);
        command.Add(_allowHosts);
    }

    /// <summary>The first of <see cref="AddPlacesTo"/>'s flags that was given; none if none was.</summary>
    public string? PlaceGiven(ParseResult parse)
    {
        ArgumentNullException.ThrowIfNull(parse);
        return new Option[] { _mirrors, _allowHosts }.FirstOrDefault(option => parse.GetResult(option) is { Implicit: false })?.Name;
    }

    /// <summary>What they say; <see cref="Problem"/> tells whether it can be used.</summary>
    /// <exception cref="CommandException">A mirror is no URI.</exception>
    public FetchOptions Read(ParseResult parse)
    {
        ArgumentNullException.ThrowIfNull(parse);
        var defaults = new FetchOptions();
        var jobs = _hasJobs ? parse.GetValue(_jobs) : defaults.Jobs;
        return defaults with
        {
            Jobs = jobs,
            JobsPerHost = Math.Clamp(jobs, 1, defaults.JobsPerHost),
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
