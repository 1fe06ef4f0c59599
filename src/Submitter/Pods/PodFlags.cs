using System.CommandLine;
using System.Text.RegularExpressions;
using Wolfictl.CacheWorker.Bundling;
using Wolfictl.CacheWorker.Commands;
using Wolfictl.Contracts;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Scheduler.Engines.Pods;
using Wolfictl.Submitter.Planning;
using Wolfictl.Submitter.Submitting;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Pods;

/// <summary>The flags of <c>pod</c>, and what they are read into.</summary>
internal sealed partial class PodFlags
{
    private const string RunnerVariable = "MELANGE_RUNNER";
    private const string DefaultSdkImage = "ghcr.io/wolfi-dev/sdk:latest";
    private const string DefaultGcloudImage = "gcr.io/google.com/cloudsdktool/google-cloud-cli:slim";

    private readonly PlanFlags _plan = new("x86_64", oneArchitecture: true);
    private readonly Option<bool?> _keepGoing = new("--keep-going") { Description = "Go on with the others after a failure [default: on for more than one package]" };
    private readonly Option<string[]> _melangeOptions = new("--melange-build-options") { HelpName = "WORD", Description = "A further word for melange build; repeatable" };
    private readonly BundleRepositoryOption _bundleRepository = new("Repository that takes the source bundle; needed unless --bundle");
    private readonly BundleBaseOption _bundleBase = new();
    private readonly Option<string> _bundle = new("--bundle") { HelpName = "REFERENCE", Description = "A source bundle that is pushed already, by digest" };
    private readonly ChoiceOption<UnpackCommand> _unpack = new("How --bundle and --cache-bundle unpack themselves: what their base has", UnpackCommand.Wolfictl, "--unpack");
    private readonly Option<string> _outputRepository = new("--output-repo") { HelpName = "REGISTRY/REPOSITORY", Description = "Repository that takes the outputs [default: <bundle-repo>/outputs]" };
    private readonly Option<string> _cacheBundle = new("--cache-bundle") { HelpName = "REFERENCE", Description = "Sources fetched beforehand: an OCI reference by digest" };
    private readonly PlainHttpOption _plainHttp = new();
    private readonly Option<string> _namespace = Text("-n", "--namespace", "NAMESPACE", "Namespace of the pod", "default");
    private readonly Option<string> _kubeconfig = new("--kubeconfig") { HelpName = "FILE", Description = "Kubeconfig [default: KUBECONFIG, ~/.kube/config, or the pod that this runs in]" };
    private readonly Option<string> _context = new("--context") { HelpName = "NAME", Description = "Context of the kubeconfig [default: its current one]" };
    private readonly Option<string> _cpu = Text("--cpu", "QUANTITY", "Processors that the build asks for", "1");
    private readonly Option<string> _ram = Text("--ram", "QUANTITY", "Memory that the build asks for", "2Gi");
    private readonly Option<string> _ramLimit = new("--ram-limit") { HelpName = "QUANTITY", Description = "Memory beyond which the build is killed [default: none]" };
    private readonly Option<string> _serviceAccount = Text("--service-account", "NAME", "Kubernetes service account of the pod", "default");
    private readonly Option<bool> _create = new("--create") { Description = "Create the pod; --create=false prints it for kubectl create -f -", DefaultValueFactory = _ => true };
    private readonly Option<bool> _watch = new("-w", "--watch") { Description = "Follow the pod to its end; --watch=false only creates it", DefaultValueFactory = _ => true };
    private readonly Option<string> _sdkImage = Text("--sdk-image", "IMAGE", "Image with make and melange", DefaultSdkImage);
    private readonly Option<string> _wolfictlImage = Text("--wolfictl-image", "IMAGE", "The wolfictl image, which publishes", BundleBase.Default);
    private readonly Option<string> _gcloudImage = Text("--gcloud-image", "IMAGE", "Image with gcloud, for buckets", DefaultGcloudImage);
    private readonly Option<string> _pullSecret = new("--image-pull-secret") { HelpName = "NAME", Description = "Secret of the namespace with registry credentials: for images, and for publishing" };
    private readonly Option<bool> _hostNetwork = new("--host-network") { Description = "Use the node's network: for one-machine clusters whose registry listens on the loopback" };
    private readonly Option<bool> _secretKey = new("--secret-key") { Description = "Sign with the key of the SecretProviderClass melange-key (scripts/setup-cluster.sh)" };
    private readonly Option<string> _bucket = new("--bucket") { HelpName = "BUCKET", Description = "Upload packages there too: NAME[/prefix] or gs://NAME[/prefix]" };
    private readonly Option<string> _sourceBucket = new("--src-bucket") { HelpName = "BUCKET", Description = "Download packages and the public key from there first" };
    private readonly Option<string> _publicKeyBucket = new("--public-key-bucket") { HelpName = "BUCKET", Description = "Where the public key is [default: --src-bucket]" };
    private readonly Option<string> _signingKeyName = Text("--signing-key-name", "NAME", "Name of the signing key, less .rsa", "wolfi-signing");
    private readonly DurationOption _pendingTimeout = new("--pending-timeout", "From creation to the first init container running", "5m");
    private readonly DurationOption _timeout = new("--timeout", "How long the build itself may take", "6h");
    private readonly Option<string> _out = new("--out") { HelpName = "DIR", Description = "Folder for the outputs, fetched when the pod has ended" };
    private readonly ChoiceOption<OutputFormat> _format = SubmitFlags.FormatOption();

    public void AddTo(Command command)
    {
        _plan.AddTo(command);
        foreach (var option in new Option[]
        {
            _keepGoing, _melangeOptions, _bundleRepository, _bundleBase, _bundle, _unpack, _outputRepository, _cacheBundle, _plainHttp,
            _namespace, _kubeconfig, _context, _cpu, _ram, _ramLimit, _serviceAccount, _create, _watch, _sdkImage, _wolfictlImage, _gcloudImage, _pullSecret, _hostNetwork,
            _secretKey, _bucket, _sourceBucket, _publicKeyBucket, _signingKeyName, _pendingTimeout, _timeout, _out, _format,
        })
        {
            command.Add(option);
        }
    }

    /// <exception cref="CommandException">A value can't be used; the flag is named.</exception>
    public PodOptions Read(ParseResult parse)
    {
        ArgumentNullException.ThrowIfNull(parse);
        var plan = _plan.Read(parse);
        var bundle = FlagValues.One("--bundle", parse.GetValue(_bundle), t => DigestReference.Parse(t));
        var options = new PodOptions
        {
            Plan = plan,
            KeepGoing = parse.GetValue(_keepGoing) ?? plan.Packages.Count != 1,
            MelangeBuildOptions = FlagValues.All("--melange-build-options", parse.GetValue(_melangeOptions), t => MakeWord.Parse(t)),
            BundleRepository = _bundleRepository.Read(parse),
            BundleBase = bundle is null ? _bundleBase.Read(parse) : null,
            Bundle = bundle,
            Unpack = _unpack.Read(parse),
            OutputRepository = parse.GetValue(_outputRepository),
            CacheBundle = FlagValues.One("--cache-bundle", parse.GetValue(_cacheBundle), t => DigestReference.Parse(t)),
            PlainHttp = parse.GetValue(_plainHttp),
            Namespace = Name("--namespace", parse.GetValue(_namespace)!),
            Kubeconfig = parse.GetValue(_kubeconfig),
            Context = parse.GetValue(_context),
            Cpu = FlagValue.Read("--cpu", parse.GetValue(_cpu)!, t => Quantity.Parse(t)),
            Ram = FlagValue.Read("--ram", parse.GetValue(_ram)!, t => Quantity.Parse(t)),
            RamLimit = FlagValues.One("--ram-limit", parse.GetValue(_ramLimit), t => Quantity.Parse(t)),
            ServiceAccount = Name("--service-account", parse.GetValue(_serviceAccount)!),
            Create = parse.GetValue(_create),
            Watch = parse.GetValue(_watch),
            SdkImage = parse.GetValue(_sdkImage)!,
            WolfictlImage = parse.GetValue(_wolfictlImage)!,
            GcloudImage = parse.GetValue(_gcloudImage)!,
            ImagePullSecret = parse.GetValue(_pullSecret) is { } secret ? Name("--image-pull-secret", secret) : null,
            HostNetwork = parse.GetValue(_hostNetwork),
            SecretKey = parse.GetValue(_secretKey),
            Bucket = FlagValues.One("--bucket", parse.GetValue(_bucket), t => BucketPath.Parse(t)),
            SourceBucket = FlagValues.One("--src-bucket", parse.GetValue(_sourceBucket), t => BucketPath.Parse(t)),
            PublicKeyBucket = FlagValues.One("--public-key-bucket", parse.GetValue(_publicKeyBucket), t => BucketPath.Parse(t)),
            SigningKeyName = KeyName(parse.GetValue(_signingKeyName)!),
            MelangeRunner = FlagValue.Read(RunnerVariable, Environment.GetEnvironmentVariable(RunnerVariable) is { Length: > 0 } runner ? runner : "bubblewrap", t => MakeWord.Parse(t)),
            Timeouts = new PodTimeouts { Pending = parse.GetValue(_pendingTimeout), Build = parse.GetValue(_timeout) },
            Out = parse.GetValue(_out),
            Format = _format.Read(parse),
        };
        options.Check();
        return options;
    }

    private static Option<string> Text(string name, string help, string description, string otherwise) =>
        new(name) { HelpName = help, Description = description, DefaultValueFactory = _ => otherwise };

    private static Option<string> Text(string name, string alias, string help, string description, string otherwise) =>
        new(name, alias) { HelpName = help, Description = description, DefaultValueFactory = _ => otherwise };

    private static string Name(string flag, string text) => KubernetesName().IsMatch(text)
        ? text
        : throw new CommandException(ExitCodes.Usage, $"{flag}: '{text}' is no name in Kubernetes: lower-case letters, digits, - and . inside, at most 253.");

    private static string KeyName(string text) => KeyFileName().IsMatch(text)
        ? text
        : throw new CommandException(ExitCodes.Usage, $"--signing-key-name: '{text}' is no file name of letters, digits and . _ - that begins with a letter or a digit.");

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,127}\z")]
    private static partial Regex KeyFileName();

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\z")]
    private static partial Regex KubernetesName();
}
