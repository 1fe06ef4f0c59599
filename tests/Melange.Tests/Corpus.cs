using Wolfictl.Melange.Config;

namespace Wolfictl.Melange.Tests;

internal static class Corpus
{
    private static readonly Lazy<Distribution> Loaded2023 = new(() => ConfigurationDirectory.Load(Of2023));
    private static readonly Lazy<Distribution> Loaded2026 = new(() => ConfigurationDirectory.Load(Of2026));

    public static string? Root { get; } = Find();

    public static string Of2023 => Path.Combine(Root!, "wolfi-os-2023-03-27");

    public static string Of2026 => Path.Combine(Root!, "wolfi-os-2026-08-22");

    public static Distribution Year2023 => Loaded2023.Value;

    public static Distribution Year2026 => Loaded2026.Value;

    /// <summary>A relative path is meant from the root of the checkout, wherever the tests run.</summary>
    private static string? Find() =>
        Environment.GetEnvironmentVariable("WOLFI_CORPUS") is { Length: > 0 } root
            && Path.GetFullPath(root, Repository.Root) is var full && Directory.Exists(Path.Combine(full, "wolfi-os-2026-08-22"))
                ? full
                : null;
}
