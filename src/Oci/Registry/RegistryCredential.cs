namespace Wolfictl.Oci.Registry;

/// <summary>What a registry asks for: a user name with a password, or an identity token. Prints as nothing but its kind.</summary>
public sealed class RegistryCredential
{
    private RegistryCredential(string? userName, string secret)
    {
        UserName = userName;
        Secret = secret;
    }

    /// <summary>The user name; null for an identity token.</summary>
    public string? UserName { get; }

    /// <summary>The password or the identity token. Never log it.</summary>
    public string Secret { get; }

    /// <summary>A user name and password.</summary>
    public static RegistryCredential Password(string userName, string password) => new(userName, password);

    /// <summary>An identity token, exchanged at the registry's token service (OAuth2 refresh token).</summary>
    public static RegistryCredential IdentityToken(string token) => new(null, token);

    /// <summary>The kind of credential, without any part of it.</summary>
    public override string ToString() => UserName is null ? "identity token" : "user name and password";
}
