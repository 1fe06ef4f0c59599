namespace Wolfictl.Scheduler.Engines.Pods;

/// <summary>Names of a build pod's parts.</summary>
public static class PodNames
{
    /// <summary>Beginning of a pod's name.</summary>
    public const string Prefix = "dag-";

    /// <summary>Unpacks the source bundle.</summary>
    public const string Init = "init";

    /// <summary>Downloads packages that are built already.</summary>
    public const string FetchPackages = "fetch-packages";

    /// <summary>Fills melange's cache.</summary>
    public const string PopulateCache = "populate-cache";

    /// <summary>Runs make.</summary>
    public const string Build = "build";

    /// <summary>Pushes what is built.</summary>
    public const string Publish = "publish";

    /// <summary>Uploads what is built.</summary>
    public const string Upload = "upload";

    /// <summary>Label of all our pods: <c>wolfictl</c>.</summary>
    public const string ManagedByLabel = "app.kubernetes.io/managed-by";

    /// <summary>Label: the architecture, by its name in Kubernetes.</summary>
    public const string ArchitectureLabel = "wolfictl.dev/architecture";

    /// <summary>Annotation: the tag under which outputs are published.</summary>
    public const string OutputsAnnotation = "wolfictl.dev/outputs";
}
