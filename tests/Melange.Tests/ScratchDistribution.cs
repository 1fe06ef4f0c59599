using Wolfictl.Melange.Config;
using Wolfictl.Melange.Planning;

namespace Wolfictl.Melange.Tests;

/// <summary>A distribution made for one test, in a directory of its own.</summary>
internal sealed class ScratchDistribution : IDisposable
{
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("melange-tests-").FullName;

    public void Dispose() => System.IO.Directory.Delete(Directory, true);

    public ScratchDistribution Write(string file, string text)
    {
        var path = Path.Combine(Directory, file);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    /// <summary>A package whose build needs others, with whatever is appended.</summary>
    public ScratchDistribution Package(string name, string[]? needs = null, string rest = "", string inPackage = "")
    {
        var list = string.Concat((needs ?? []).Select(need => $"\n      - \"{need}\""));
        return Write($"{name}.yaml", $"""
            package:
              name: {name}
              version: 1.0.0
              epoch: 0
            {inPackage}
            environment:
              contents:
                packages:{list}
            {rest}
            """);
    }

    public Distribution Load(ConfigurationDirectoryOptions? options = null) => ConfigurationDirectory.Load(Directory, options);

    public ConfigurationException Refused(ConfigurationDirectoryOptions? options = null) => Assert.Throws<ConfigurationException>(() => Load(options));

    public ArchitecturePlan Plan(params string[] packages) => Plan("x86_64", packages);

    public ArchitecturePlan Plan(string architecture, string[] packages)
    {
        var plan = BuildPlanner.Plan(Load(), new PlanRequest { Packages = packages, Architectures = [architecture] });
        OrderChecker.Check(plan, Load());
        return Assert.Single(plan.Architectures);
    }
}
