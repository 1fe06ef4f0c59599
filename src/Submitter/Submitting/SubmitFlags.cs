using System.CommandLine;
using Wolfictl.CacheWorker.Commands;
using Wolfictl.Contracts;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Submitter.Planning;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Submitting;

/// <summary>The flags of <c>submit</c>, and what they are read into.</summary>
internal sealed class SubmitFlags
{
    private const string CacheOptional = "--cache-optional";

    private readonly PlanFlags _plan = new("this machine's; with --queue those that the scheduler serves");
    private readonly Option<bool?> _keepGoing = new("--keep-going") { Description = "Go on with the others after a failure [default: on for more than one package]" };
    private readonly Option<string[]> _melangeOptions = new("--melange-build-options") { HelpName = "WORD", Description = "A further word for melange build; repeatable" };
    private readonly Option<string> _profile = new("--profile") { HelpName = "NAME", Description = "A profile that the scheduler defines" };
    private readonly Option<string> _cpu = new("--cpu") { HelpName = "QUANTITY", Description = "Processors, as 4 or 500m" };
    private readonly Option<string> _ram = new("--ram") { HelpName = "QUANTITY", Description = "Memory, as 12Gi" };
    private readonly QueueOption _queue = new();
    private readonly BundleRepositoryOption _bundleRepository = new("Repository that takes the source bundle; needed with --queue");
    private readonly BundleBaseOption _bundleBase = new();
    private readonly Option<string> _bundle = new("--bundle") { HelpName = "REFERENCE", Description = "A source bundle that is pushed already, by digest; nothing is planned or bundled here" };
    private readonly Option<string> _outputRepository = new("--output-repo") { HelpName = "REGISTRY/REPOSITORY", Description = "Repository that takes the outputs [default: <bundle-repo>/outputs]" };
    private readonly Option<string> _cacheBundle = new("--cache-bundle") { HelpName = "REFERENCE", Description = "Sources fetched beforehand: an OCI reference by digest" };
    private readonly Option<bool> _cache = new("--cache") { Description = "Have the sources fetched and verified first, and build from them; --cache=optional builds without them if that fails" };

    // A flag whose value may be left out would take the package after it for its value: CacheOptional stands for --cache=optional.
    private readonly Option<bool> _cacheOptional = new(CacheOptional) { Hidden = true };
    private readonly FetchFlags _fetch = new("; with --cache, and without --queue");
    private readonly PlainHttpOption _plainHttp = new();
    private readonly Option<bool> _wait = new("--wait") { Description = "Follow the build to its end; its outcome is the exit status [default: on without --queue]" };
    private readonly Option<string> _out = new("--out") { HelpName = "DIR", Description = "Folder for the outputs, with --wait [default: <dir>/packages without --queue]" };
    private readonly Option<bool> _cancelOnInterrupt = new("--cancel-on-interrupt") { Description = "Ctrl-C withdraws the request instead of only leaving it: for CI" };
    private readonly ChoiceOption<BuildPriority> _priority = new("Which of the builds that wait is started first", BuildPriority.Normal, "--priority");
    private readonly Option<bool> _force = new("--force") { Description = "A build of its own, even if one of the same content is unfinished" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the plan and stop" };
    private readonly ChoiceOption<OutputFormat> _format = FormatOption();

    private IReadOnlyList<Option> Options =>
    [
        _keepGoing, _melangeOptions, _profile, _cpu, _ram,
        _queue, _bundleRepository, _bundleBase, _bundle, _outputRepository, _cacheBundle, _cache, _cacheOptional, _plainHttp, _wait, _out, _cancelOnInterrupt, _priority, _force, _dryRun, _format,
    ];

    /// <summary><c>-o</c>, as every command has it.</summary>
    public static ChoiceOption<OutputFormat> FormatOption() => new("Output format", OutputFormat.Text, "-o", "--output");

    /// <summary>The arguments as they are parsed.</summary>
    public static string[] Normalize(string[] args) => [.. args.Select(a => a == "--cache=optional" ? CacheOptional : a)];

    public void AddTo(Command command)
    {
        _plan.AddTo(command);
        foreach (var option in Options)
        {
            command.Add(option);
        }

        _fetch.AddPlacesTo(command);
    }

    /// <exception cref="CommandException">A value can't be used; the flag is named.</exception>
    public SubmitOptions Read(ParseResult parse)
    {
        ArgumentNullException.ThrowIfNull(parse);
        var plan = _plan.Read(parse);
        var broker = _queue.Read(parse);
        var options = new SubmitOptions
        {
            Plan = plan,
            KeepGoing = parse.GetValue(_keepGoing) ?? plan.Packages.Count != 1,
            MelangeBuildOptions = FlagValues.All("--melange-build-options", parse.GetValue(_melangeOptions), t => MakeWord.Parse(t)),
            Profile = parse.GetValue(_profile),
            Cpu = FlagValues.One("--cpu", parse.GetValue(_cpu), t => Quantity.Parse(t)),
            Ram = FlagValues.One("--ram", parse.GetValue(_ram), t => Quantity.Parse(t)),
            Broker = broker,
            BundleRepository = _bundleRepository.Read(parse),
            BundleBase = _bundleBase.Read(parse),
            Bundle = FlagValues.One("--bundle", parse.GetValue(_bundle), t => DigestReference.Parse(t)),
            OutputRepository = parse.GetValue(_outputRepository),
            CacheBundle = FlagValues.One("--cache-bundle", parse.GetValue(_cacheBundle), t => DigestReference.Parse(t)),
            Cache = parse.GetValue(_cacheOptional) ? CacheMode.Optional : parse.GetValue(_cache) ? CacheMode.Required : CacheMode.Off,
            Fetch = _fetch.Read(parse),
            FetchFlag = _fetch.PlaceGiven(parse),
            PlainHttp = parse.GetValue(_plainHttp),
            Wait = parse.GetValue(_wait) || broker is null,
            Out = parse.GetValue(_out),
            CancelOnInterrupt = parse.GetValue(_cancelOnInterrupt),
            Priority = _priority.Read(parse),
            Force = parse.GetValue(_force),
            DryRun = parse.GetValue(_dryRun),
            Format = _format.Read(parse),
        };
        options.Check();
        return options;
    }
}
