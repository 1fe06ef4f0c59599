using Wolfictl.Melange.Config;
using Wolfictl.Melange.Config.Pipelines;
using Wolfictl.Melange.Config.Substitution;

namespace Wolfictl.Melange.Sources;

/// <summary>Reads the inputs of one <c>fetch</c> step.</summary>
internal sealed class FetchReader(string package, PipelineStep step, Scope inside)
{
    private const int Sha256Digits = 64;
    private const int Sha512Digits = 128;

    /// <exception cref="FetchProblemException">It has no URI, or no checksum that can be one.</exception>
    /// <exception cref="SubstitutionException">It has a variable that is not known.</exception>
    public SourceStep Read()
    {
        var uri = inside.Input("uri")?.Trim() ?? "";
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https" or "ftp"))
        {
            throw Problem(null, "uri", uri.Length == 0 ? "It has no uri." : $"The uri \"{Excerpt.Of(uri)}\" is not an absolute http, https or ftp URI.");
        }

        var sha256 = Checksum(uri, "expected-sha256", Sha256Digits);
        var sha512 = Checksum(uri, "expected-sha512", Sha512Digits);
        var none = inside.Input("expected-none")?.Trim() is { Length: > 0 } and not "false";
        if (sha256 is null && sha512 is null && !none)
        {
            throw Problem(uri, "uri", "It has neither expected-sha256 nor expected-sha512, and does not say expected-none.");
        }

        return new SourceStep
        {
            Kind = SourceKind.Fetch,
            Package = package,
            Subpackage = inside.SubpackageName,
            Uri = uri,
            Sha256 = sha256,
            Sha512 = sha512,
            ExpectedNone = none,
            Extract = inside.Input("extract") is not "false",
            Directory = inside.Input("directory") is { Length: > 0 } directory ? directory : null,
            File = inside.Parent!.File,
            Line = step.Uses!.Line,
            Step = inside.Where,
            Architectures = [],
        };
    }

    private string? Checksum(string uri, string input, int digits)
    {
        var value = inside.Input(input)?.Trim() ?? "";
        if (value.Length == 0)
        {
            return null;
        }

        return value.Length == digits && value.All(char.IsAsciiHexDigit)
            ? value.ToLowerInvariant()
            : throw Problem(uri, input, $"{input} must be {digits} hexadecimal digits, but is \"{Excerpt.Of(value)}\" ({value.Length} characters).");
    }

    private FetchProblemException Problem(string? uri, string input, string message)
    {
        var at = step.With.FirstOrDefault(given => given.Name == input)?.Text ?? new SourceText("", step.Uses!.Line, step.Uses.Column);
        return new FetchProblemException(uri, PackageVariables.Problem(message, at, inside.Parent!, inside).Problem);
    }
}
