namespace Wolfictl.Melange.Planning;

/// <summary>Which apk files stand in repositories already.</summary>
public interface IApkCatalog
{
    /// <summary>Whether a repository has the file.</summary>
    /// <param name="architecture">melange's name of the architecture.</param>
    /// <param name="apkFileName"><c>&lt;name&gt;-&lt;version&gt;-r&lt;epoch&gt;.apk</c>.</param>
    bool Contains(string architecture, string apkFileName);
}
