using System.CommandLine;
using Wolfictl.Contracts;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Submitting;

/// <summary>The flags of <c>submit</c>, and what they are read into.</summary>
internal sealed class SubmitFlags
{
    private readonly Argument<string[]> _packages = new("package")
    {
        Description = "Packages to build, with all that they need [default: all]",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> _directory = new("-d", "--dir") { Description = "The directory of melange configurations", DefaultValueFactory = _ => "." };
    private readonly Option<string> _pipelines = new("--pipeline-dir") { Description = "Where pipelines are found before melange's own [default: <dir>/pipelines]" };
    private readonly Option<string[]> _architectures = new("-a", "--arch") { Description = "Architecture; repeatable [default: this machine's; with --queue those that the scheduler serves]" };
    private readonly Option<bool> _only = new("--only") { Description = "Only the packages named, not what they need" };
    private readonly Option<bool?> _keepGoing = new("--keep-going") { Description = "Go on with the others after a failure [default: on for more than one package]" };
    private readonly Option<TargetFormat> _targetFormat = new("--target-format") { Description = "Form of the Makefile's targets: auto, apk, package", DefaultValueFactory = _ => TargetFormat.Auto };
    private readonly Option<string[]> _repositories = new("-r", "--repository-append") { Description = "Repository to take packages from; repeatable" };
    private readonly Option<string[]> _keyring = new("-k", "--keyring-append") { Description = "Key to trust packages with; repeatable" };
    private readonly Option<string[]> _melangeOptions = new("--melange-build-options") { Description = "A further word for melange build; repeatable" };
    private readonly Option<string> _destination = new("--destination-repository") { Description = "Repository whose APKINDEX tells what is built already" };
    private readonly Option<string> _profile = new("--profile") { Description = "A profile that the scheduler defines" };
    private readonly Option<string> _cpu = new("--cpu") { Description = "Processors, as 4 or 500m" };
    private readonly Option<string> _ram = new("--ram") { Description = "Memory, as 12Gi" };
    private readonly QueueOption _queue = new();
    private readonly Option<string> _bundleRepository = new("--bundle-repo") { Description = "Repository that takes the source bundle; needed with --queue [env REPO]", HelpName = "REGISTRY/REPOSITORY" };
    private readonly Option<string> _bundle = new("--bundle") { Description = "A source bundle that is pushed already, by digest; nothing is planned or bundled here" };
    private readonly Option<string> _outputRepository = new("--output-repo") { Description = "Repository that takes the outputs [default: <bundle-repo>/outputs]" };
    private readonly Option<string> _cacheBundle = new("--cache-bundle") { Description = "Sources fetched beforehand: an OCI reference by digest" };
    private readonly Option<bool> _plainHttp = new("--plain-http") { Description = "Reach the registry by plain HTTP; one on this machine's loopback is in any case" };
    private readonly Option<bool> _wait = new("--wait") { Description = "Follow the build to its end; its outcome is the exit status [default: on without --queue]" };
    private readonly Option<string> _out = new("--out") { Description = "Folder for the outputs, with --wait [default: <dir>/packages without --queue]" };
    private readonly Option<bool> _cancelOnInterrupt = new("--cancel-on-interrupt") { Description = "Ctrl-C withdraws the request instead of only leaving it: for CI" };
    private readonly Option<BuildPriority> _priority = new("--priority") { Description = "low, normal, high", DefaultValueFactory = _ => BuildPriority.Normal };
    private readonly Option<bool> _force = new("--force") { Description = "A build of its own, even if one of the same content is unfinished" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the plan and stop" };
    private readonly Option<OutputFormat> _format = FormatOption();

    public IReadOnlyList<Argument> Arguments => [_packages];

    public IReadOnlyList<Option> Options =>
    [
        _directory, _pipelines, _architectures, _only, _keepGoing, _targetFormat, _repositories, _keyring, _melangeOptions, _destination, _profile, _cpu, _ram,
        _queue, _bundleRepository, _bundle, _outputRepository, _cacheBundle, _plainHttp, _wait, _out, _cancelOnInterrupt, _priority, _force, _dryRun, _format,
    ];

    /// <summary><c>-o</c>, as every command has it.</summary>
    public static Option<OutputFormat> FormatOption() => new("-o", "--output") { Description = "Output format: text, json", DefaultValueFactory = _ => OutputFormat.Text };

    /// <exception cref="CommandException">A value can't be used; the flag is named.</exception>
    public SubmitOptions Read(ParseResult parse)
    {
        ArgumentNullException.ThrowIfNull(parse);
        var packages = FlagValues.All("a package", parse.GetValue(_packages), t => PackageName.Parse(t));
        var broker = _queue.Read(parse);
        var options = new SubmitOptions
        {
            Packages = [.. packages.Distinct()],
            Directory = Path.GetFullPath(parse.GetValue(_directory)!),
            PipelineDirectory = parse.GetValue(_pipelines),
            Architectures = [.. FlagValues.All("--arch", parse.GetValue(_architectures), Architectures.Parse).Distinct()],
            Only = parse.GetValue(_only),
            KeepGoing = parse.GetValue(_keepGoing) ?? packages.Count != 1,
            TargetFormat = parse.GetValue(_targetFormat),
            Repositories = FlagValues.All("--repository-append", parse.GetValue(_repositories), t => MakeWord.Parse(t)),
            Keyring = FlagValues.All("--keyring-append", parse.GetValue(_keyring), t => MakeWord.Parse(t)),
            MelangeBuildOptions = FlagValues.All("--melange-build-options", parse.GetValue(_melangeOptions), t => MakeWord.Parse(t)),
            DestinationRepository = FlagValues.One("--destination-repository", parse.GetValue(_destination), t => MakeWord.Parse(t)),
            Profile = parse.GetValue(_profile),
            Cpu = FlagValues.One("--cpu", parse.GetValue(_cpu), t => Quantity.Parse(t)),
            Ram = FlagValues.One("--ram", parse.GetValue(_ram), t => Quantity.Parse(t)),
            Broker = broker,
            BundleRepository = parse.GetValue(_bundleRepository) ?? (Environment.GetEnvironmentVariable("REPO") is { Length: > 0 } repo ? repo : null),
            Bundle = FlagValues.One("--bundle", parse.GetValue(_bundle), t => DigestReference.Parse(t)),
            OutputRepository = parse.GetValue(_outputRepository),
            CacheBundle = FlagValues.One("--cache-bundle", parse.GetValue(_cacheBundle), t => DigestReference.Parse(t)),
            PlainHttp = parse.GetValue(_plainHttp),
            Wait = parse.GetValue(_wait) || broker is null,
            Out = parse.GetValue(_out),
            CancelOnInterrupt = parse.GetValue(_cancelOnInterrupt),
            Priority = parse.GetValue(_priority),
            Force = parse.GetValue(_force),
            DryRun = parse.GetValue(_dryRun),
            Format = parse.GetValue(_format),
        };
        options.Check();
        return options;
    }
}
