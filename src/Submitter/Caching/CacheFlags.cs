using System.CommandLine;
using Wolfictl.CacheWorker.Commands;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Submitter.Planning;
using Wolfictl.Submitter.Submitting;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Caching;

/// <summary>The flags of <c>wolfictl cache</c>, and what they are read into.</summary>
internal sealed class CacheFlags
{
    private readonly PlanFlags _plan = new("those that .wolfictl.yaml names, else all");
    private readonly Option<string> _out = FolderOption();
    private readonly FetchFlags _fetch = new();
    private readonly Option<string> _bundleRepository = new("--bundle-repo") { Description = "Repository that takes the sources as a bundle, for --cache-bundle [default: nothing is pushed]", HelpName = "REGISTRY/REPOSITORY" };
    private readonly BundleBaseOption _bundleBase = new();
    private readonly PlainHttpOption _plainHttp = new();
    private readonly Option<bool> _planOnly = new("--plan") { Description = "Tell which sources are covered, there, missing, shared, and can't be covered; fetch nothing" };
    private readonly Option<bool> _check = new("--check") { Description = "As --plan, and ask each origin whether it still has its file; exit status 1 if one has not" };
    private readonly ChoiceOption<OutputFormat> _format = SubmitFlags.FormatOption();

    /// <summary><c>--out</c>, as every cache command has it.</summary>
    public static Option<string> FolderOption() => new("--out") { Description = "Folder of the sources", HelpName = "DIR", DefaultValueFactory = _ => "./cache" };

    public void AddTo(Command command)
    {
        _plan.AddTo(command);
        command.Add(_out);
        _fetch.AddTo(command);
        foreach (var option in new Option[] { _bundleRepository, _bundleBase, _plainHttp, _planOnly, _check, _format })
        {
            command.Add(option);
        }
    }

    /// <exception cref="CommandException">A value can't be used; the flag is named.</exception>
    public CacheOptions Read(ParseResult parse)
    {
        var fetch = _fetch.Read(parse);
        if (FetchFlags.Problem(fetch) is { } problem)
        {
            throw new CommandException(ExitCodes.Usage, problem);
        }

        return new CacheOptions
        {
            Plan = _plan.Read(parse),
            Folder = Path.GetFullPath(parse.GetValue(_out)!),
            Fetch = fetch,
            BundleRepository = parse.GetValue(_bundleRepository) is { } repository ? BundleMaker.Target(repository) : null,
            BundleBase = _bundleBase.Read(parse),
            PlainHttp = parse.GetValue(_plainHttp),
            PlanOnly = parse.GetValue(_planOnly) || parse.GetValue(_check),
            Check = parse.GetValue(_check),
            Format = _format.Read(parse),
        };
    }
}
