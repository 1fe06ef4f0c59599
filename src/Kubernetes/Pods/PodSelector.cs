namespace Wolfictl.Kubernetes.Pods;

/// <summary>Which pods.</summary>
/// <param name="Labels">A label selector such as <c>app=x,arch in (a,b),!old</c>; null: any labels.</param>
/// <param name="Fields">A field selector such as <c>metadata.name=x,status.phase!=Failed</c>; null: any fields.</param>
public sealed record PodSelector(string? Labels = null, string? Fields = null)
{
    /// <summary>Pods that have all these labels.</summary>
    public static PodSelector WithLabels(IEnumerable<KeyValuePair<string, string>> labels) =>
        new(string.Join(',', labels.Select(label => $"{label.Key}={label.Value}")));
}
