namespace Wolfictl.Scheduler.Engines.Pods;

/// <summary>How a bundle is unpacked by a container of its own image: what its base has.</summary>
public enum UnpackCommand
{
    /// <summary>The wolfictl image's unpacker.</summary>
    Wolfictl,

    /// <summary><c>sh</c> and <c>tar</c>.</summary>
    Tar,
}
