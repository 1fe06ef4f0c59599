using Wolfictl.Hosting.CommandLine;
using Wolfictl.Oci;

namespace Wolfictl.Image.Commands;

/// <summary>References in flags.</summary>
internal static class Reference
{
    /// <exception cref="CommandException">It is none; the flag is named.</exception>
    public static OciReference Parse(string flag, string text) => OciReference.TryParse(text, out var reference, out var error)
        ? reference
        : throw new CommandException(ExitCodes.Usage, $"{flag} is '{text}', which is no reference: {error}.");
}
