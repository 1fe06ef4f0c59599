using System.Security.Cryptography;
using System.Text;

namespace Wolfictl.Melange.Planning;

/// <summary>Hashes what a plan says. Every part is led by its length, so that no two plans have one text; paths, times and wording are left out.</summary>
internal static class PlanDigest
{
    public static string Of(BuildPlan plan)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, "plan 1", plan.Format.ToString());
        foreach (var architecture in plan.Architectures.OrderBy(architecture => architecture.Architecture, StringComparer.Ordinal))
        {
            Add(hash, "architecture", architecture.Architecture);
            foreach (var package in architecture.Packages)
            {
                Add(hash, "package", package.Name, package.FullVersion, package.Target);
                AddAll(hash, "needs", package.Needs);
                AddAll(hash, "subpackages", package.Subpackages);
            }

            AddAll(hash, "there", architecture.AlreadyThere);
            AddAll(hash, "not for", architecture.NotForThisArchitecture);
            AddAll(hash, "targets", architecture.Targets);
            foreach (var cycle in architecture.BrokenCycles)
            {
                Add(hash, "cycle", cycle.Package, cycle.Need);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void AddAll(IncrementalHash hash, string kind, IEnumerable<string> items) => Add(hash, [kind, .. items]);

    private static void Add(IncrementalHash hash, params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder().Append(parts.Length).Append('[');
        foreach (var part in parts)
        {
            text.Append(part.Length).Append(':').Append(part);
        }

        hash.AppendData(Encoding.UTF8.GetBytes(text.Append(']').ToString()));
    }
}
