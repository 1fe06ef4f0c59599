namespace Wolfictl.Melange.Planning;

/// <summary>What a distribution's Makefile calls the build of one package (spec/behaviour.md, "The directory").</summary>
public enum TargetFormat
{
    /// <summary>What the settings say, else what the Makefile shows.</summary>
    Auto,

    /// <summary><c>packages/&lt;arch&gt;/&lt;name&gt;-&lt;version&gt;-r&lt;epoch&gt;.apk</c>.</summary>
    Apk,

    /// <summary><c>package/&lt;name&gt;</c>.</summary>
    Package,
}
