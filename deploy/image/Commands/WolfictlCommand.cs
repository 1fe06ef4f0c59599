using System.CommandLine;
using Wolfictl.Hosting;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Oci;
using Wolfictl.Oci.Bundles;
using Wolfictl.Oci.Images;

namespace Wolfictl.Image.Commands;

/// <summary><c>wolfictl-image wolfictl</c>: the published application on a base for each architecture.</summary>
internal static class WolfictlCommand
{
    private const string Place = "/opt/wolfictl";

    private static readonly string[] NotRun = ["*.pdb", "*.xml", "/runtimes/*", "!/runtimes/linux-x64", "!/runtimes/linux-arm64"];
    private static readonly string[] Ours = ["/[Ww]olfictl*"];

    private static readonly string[] Executables = ["/wolfictl", "/wolfictl-scheduler", "/wolfictl-cache-worker"];

    public static Command Create()
    {
        var app = new Option<DirectoryInfo>("--app") { Description = "What 'dotnet publish src/Submitter' left", HelpName = "DIR", Required = true };
        var bases = new Option<string[]>("--base") { Description = "An image with the .NET runtime and ASP.NET; for amd64 or arm64; one for each", HelpName = "ARCHITECTURE=IMAGE", Required = true };
        var target = new TargetOption();
        var plainHttp = new PlainHttpOption();
        var command = new Command("wolfictl", "Put the wolfictl image together, and print its reference by digest.") { app, bases, target, plainHttp };
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var repositories = new OciRepositories(new OciRepositoriesOptions { PlainHttp = parse.GetValue(plainHttp) });
            var below = new List<BaseImage>();
            foreach (var named in parse.GetValue(bases)!)
            {
                below.Add(await ReadBaseAsync(named, repositories, cancellationToken).ConfigureAwait(false));
            }

            var place = target.Read(parse);
            var image = await ImageBuilder.PushAsync(below, Layers(parse.GetValue(app)!.FullName), Settings(), Options(place.Tag!), repositories.Open(place), cancellationToken).ConfigureAwait(false);
            await Console.Out.WriteLineAsync($"{place.Name}@{image.Digest}").ConfigureAwait(false);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The libraries of others, which change rarely, below ours.</summary>
    private static ImageLayer[] Layers(string app) =>
    [
        ImageLayer.OfDirectory(app, Place, [.. NotRun, .. Ours], executables: false),
        ImageLayer.OfDirectory(app, Place, ["/*", .. Ours.Select(pattern => $"!{pattern}"), .. NotRun, .. Executables], executables: false),
    ];

    private static ContainerSettings Settings() => new()
    {
        Entrypoint = ["dotnet", $"{Place}/wolfictl.dll"],
        User = "65532:65532",
        WorkingDirectory = "/",
        Labels = new Dictionary<string, string> { [AnnotationKeys.Unpacker] = ProcessVersion.Current },
        // No sockets in /tmp for debuggers: the root may be read-only.
        Environment = new Dictionary<string, string> { ["DOTNET_EnableDiagnostics"] = "0", ["DOTNET_NOLOGO"] = "1" },
    };

    private static ImageOptions Options(string tag)
    {
        var created = SourceDateEpoch.Read() ?? SourceBundle.DefaultDate;
        return new ImageOptions
        {
            Created = created,
            Tag = tag,
            Annotations = BundleAnnotations.Of(created, ProcessVersion.Current),
        };
    }

    private static async Task<BaseImage> ReadBaseAsync(string named, OciRepositories repositories, CancellationToken cancellationToken)
    {
        if (named.Split('=', 2) is not [("amd64" or "arm64") and var architecture, var image])
        {
            throw new CommandException(ExitCodes.Usage, $"--base is {named}: expected amd64=IMAGE or arm64=IMAGE.");
        }

        var reference = Reference.Parse("--base", image);
        if (reference.TagOrDigest is not { } name)
        {
            throw new CommandException(ExitCodes.Usage, $"--base is {named}: a tag or a digest is expected.");
        }

        return (await BaseImage.ReadAsync(repositories.Open(reference), name, cancellationToken).ConfigureAwait(false)).For(architecture);
    }
}
