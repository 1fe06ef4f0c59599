using Wolfictl.Melange.Config.Pipelines;

namespace Wolfictl.Melange.Tests.Config;

public sealed class BuiltinPipelinesTests
{
    [Fact]
    public void All_Carried_SayWhatTheyNeed()
    {
        Assert.Equal(["cmake", "ninja"], BuiltinPipelines.All["cmake/build"].Needs.Select(need => need.Value));
        Assert.Equal("go", BuiltinPipelines.All["go/build"].Inputs["go-package"]!.Value);
        Assert.Equal("strip", Assert.Single(BuiltinPipelines.All["go/build/v2"].Steps).Uses!.Value);
    }

    [Fact]
    public void Needs_OfInputs_AreSubstituted()
    {
        using var scratch = new ScratchDistribution()
            .Package("one", rest: "pipeline:\n  - uses: go/build\n")
            .Package("two", rest: "pipeline:\n  - uses: go/build\n    with: {go-package: \"go-1.25=1.25.3\"}\n")
            .Package("go").Package("go-1.25");
        var graph = scratch.Load().Graph("x86_64");

        Assert.Equal("go", Assert.Single(graph.NeedsOf("one")).Package);
        Assert.Equal("go-1.25", Assert.Single(graph.NeedsOf("two")).Package);
    }

    [Fact]
    public void Describe_Folder_KeepsWhatPlanningAsksFor()
    {
        using var scratch = new ScratchDistribution()
            .Write("zz.yaml", "needs:\n  packages: ['${{inputs.tool}}', fixed]\ninputs:\n  tool: {default: gcc}\n  other: {default: unused}\n  required: {required: true}\n")
            .Write("a/b.yaml", "pipeline:\n  - runs: x\n  - if: ${{inputs.on}} == 'yes'\n    uses: zz\n    with: {tool: clang}\ninputs: {on: {default: yes}}\n")
            .Write("nothing.yaml", "pipeline:\n  - runs: x\n");

        var text = BuiltinPipelines.Describe(scratch.Directory);

        Assert.Equal(
            """
            {
             "a/b": {
              "inputs": {
               "on": "yes"
              },
              "uses": [
               {
                "uses": "zz",
                "if": "${{inputs.on}} == 'yes'",
                "with": {
                 "tool": "clang"
                }
               }
              ]
             },
             "nothing": {},
             "zz": {
              "needs": [
               "${{inputs.tool}}",
               "fixed"
              ],
              "inputs": {
               "tool": "gcc"
              }
             }
            }

            """,
            text);
    }
}
