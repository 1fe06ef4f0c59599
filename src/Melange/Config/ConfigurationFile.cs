namespace Wolfictl.Melange.Config;

/// <summary>A configuration that was found.</summary>
/// <param name="Path">Its path below the directory, with <c>/</c> between its parts.</param>
/// <param name="IsLink">Whether it is a symbolic link.</param>
internal sealed record ConfigurationFile(string Path, bool IsLink);
