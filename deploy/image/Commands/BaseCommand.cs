using System.CommandLine;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Oci;
using Wolfictl.Oci.Images;

namespace Wolfictl.Image.Commands;

/// <summary><c>wolfictl-image base</c>: a folder as an image of one layer, such as scripts/image-root.sh makes of this machine's files.</summary>
internal static class BaseCommand
{
    private static readonly DateTimeOffset FirstDay = DateTimeOffset.FromUnixTimeSeconds(315532800);

    public static Command Create()
    {
        var root = new Option<DirectoryInfo>("--root") { Description = "The folder that becomes the image's root", HelpName = "DIR", Required = true };
        var architecture = new Option<string>("--architecture") { Description = "amd64 or arm64", HelpName = "NAME", Required = true };
        var target = new TargetOption();
        var command = new Command("base", "Push a folder as an image of one layer, and print its reference by digest.") { root, architecture, target };
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var repositories = new OciRepositories();
            var place = target.Read(parse);
            var image = await ImageBuilder.PushAsync(
                [BaseImage.Scratch(new Platform { Os = "linux", Architecture = parse.GetValue(architecture)! })],
                [ImageLayer.OfDirectory(parse.GetValue(root)!.FullName, "/", [], executables: true)],
                new ContainerSettings { Environment = new Dictionary<string, string> { ["PATH"] = "/usr/local/bin:/usr/bin:/bin" } },
                new ImageOptions { Created = SourceDateEpoch.Read() ?? FirstDay, Tag = place.Tag },
                repositories.Open(place),
                cancellationToken).ConfigureAwait(false);
            await Console.Out.WriteLineAsync($"{place.Name}@{image.Digest}").ConfigureAwait(false);
            return ExitCodes.Done;
        });
        return command;
    }
}
