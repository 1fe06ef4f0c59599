using Xunit;

namespace Wolfictl.TestKit.Registry;

/// <summary>A test that needs a registry, and perhaps other programs; skipped with the reason where they are missing.</summary>
public sealed class RegistryFactAttribute : FactAttribute
{
    /// <summary>Needs any registry, and each of <paramref name="programs"/> on PATH.</summary>
    public RegistryFactAttribute(params string[] programs) => Skip = RegistryServer.MissingReason ?? Executables.MissingReason(programs);

    /// <summary>Whether the registry must be a process of the test's own.</summary>
    public bool Own
    {
        get => false;
        set => Skip ??= value ? RegistryServer.OwnMissingReason : null;
    }
}
