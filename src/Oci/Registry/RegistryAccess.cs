namespace Wolfictl.Oci.Registry;

/// <summary>What a request needs to be allowed: the least scope that a token is asked for (distribution's token scope).</summary>
internal sealed record RegistryAccess(string Repository, bool Push, string? MountFrom = null)
{
    /// <summary>The scopes, each its own <c>scope</c> parameter.</summary>
    public IReadOnlyList<string> Scopes
    {
        get
        {
            var own = $"repository:{Repository}:{(Push ? "pull,push" : "pull")}";
            return MountFrom is null ? [own] : [own, $"repository:{MountFrom}:pull"];
        }
    }

    public string Key => string.Join(' ', Scopes);
}
