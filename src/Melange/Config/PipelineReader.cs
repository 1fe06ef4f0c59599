using Wolfictl.Melange.Config.Pipelines;
using Wolfictl.Melange.Config.Yaml;

namespace Wolfictl.Melange.Config;

/// <summary>Reads lists of steps, wherever they stand, and the files of pipelines.</summary>
internal static class PipelineReader
{
    public static IReadOnlyList<PipelineStep> ReadSteps(YamlCursor cursor)
    {
        if (!cursor.EnterSequence("pipeline"))
        {
            return [];
        }

        List<PipelineStep>? steps = null;
        for (var number = 1; cursor.NextItem(); number++)
        {
            if (ReadStep(cursor, number) is { Matters: true } step)
            {
                (steps ??= []).Add(step);
            }
        }

        return steps is null ? [] : steps;
    }

    public static PipelineDefinition ReadDefinition(YamlCursor cursor, string name, string file)
    {
        var definition = new PipelineDefinition { Name = name, File = file };
        if (cursor.IsEmpty || !cursor.EnterMapping("A pipeline"))
        {
            return definition;
        }

        List<SourceText> needs = [];
        IReadOnlyList<PipelineStep> steps = [];
        var inputs = definition.Inputs;
        var keys = cursor.Keys("A pipeline");
        while (keys.Next() is { } key)
        {
            switch (key.Value)
            {
                case "needs":
                    needs = ReadNeeds(cursor);
                    break;
                case "inputs":
                    inputs = ReadInputs(cursor);
                    break;
                case "pipeline":
                    steps = ReadSteps(cursor);
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }

        return definition with { Needs = needs, Inputs = inputs, Steps = steps };
    }

    public static List<SourceText> ReadTexts(YamlCursor cursor, string what)
    {
        var texts = new List<SourceText>();
        if (cursor.EnterSequence(what))
        {
            while (cursor.NextItem())
            {
                if (cursor.ReadText("An item of", what) is { } text)
                {
                    texts.Add(text);
                }
            }
        }

        return texts;
    }

    private static PipelineStep ReadStep(YamlCursor cursor, int number)
    {
        var step = new PipelineStep { Number = number, Line = cursor.Line, Column = cursor.Column };
        if (!cursor.EnterMapping("A pipeline's step"))
        {
            return step;
        }

        SourceText? uses = null, condition = null;
        List<StepInput> with = [];
        List<SourceText> needs = [];
        IReadOnlyList<PipelineStep> steps = [];
        var keys = cursor.Keys("A pipeline's step");
        while (keys.Next() is { } key)
        {
            switch (key.Value)
            {
                case "uses":
                    uses = cursor.ReadText("uses");
                    break;
                case "if":
                    condition = cursor.ReadText("if");
                    break;
                case "with":
                    with = ReadWith(cursor);
                    break;
                case "needs":
                    needs = ReadNeeds(cursor);
                    break;
                case "pipeline":
                    steps = ReadSteps(cursor);
                    break;
                case "runs":
                    ReadRuns(cursor);
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }

        return uses is null && needs.Count == 0 && steps.Count == 0
            ? step
            : step with { Uses = uses is { Value: "" } ? null : uses, If = condition, With = with, Needs = needs, Steps = steps };
    }

    private static void ReadRuns(YamlCursor cursor)
    {
        if (!cursor.IsNull() && !cursor.IsScalar)
        {
            throw cursor.Wrong("runs", "text");
        }

        cursor.Skip();
    }

    public static List<StepInput> ReadWith(YamlCursor cursor)
    {
        var with = new List<StepInput>();
        if (cursor.EnterMapping("with"))
        {
            var keys = cursor.Keys("with");
            while (keys.Next() is { } key)
            {
                var value = cursor.ReadText("The input", key.Value) ?? new SourceText("", key.Line, key.Column);
                with.Add(new StepInput(key.Value, value));
            }
        }

        return with;
    }

    private static List<SourceText> ReadNeeds(YamlCursor cursor)
    {
        List<SourceText> needs = [];
        if (cursor.EnterMapping("needs"))
        {
            var keys = cursor.Keys("needs");
            while (keys.Next() is { } key)
            {
                if (key.Value == "packages")
                {
                    needs = ReadTexts(cursor, "needs.packages");
                }
                else
                {
                    cursor.Skip();
                }
            }
        }

        return needs;
    }

    private static Dictionary<string, SourceText?> ReadInputs(YamlCursor cursor)
    {
        var inputs = new Dictionary<string, SourceText?>(StringComparer.Ordinal);
        if (!cursor.EnterMapping("inputs"))
        {
            return inputs;
        }

        var names = cursor.Keys("inputs");
        while (names.Next() is { } name)
        {
            SourceText? value = null;
            if (cursor.EnterMapping("An input"))
            {
                var keys = cursor.Keys("An input");
                while (keys.Next() is { } key)
                {
                    if (key.Value == "default")
                    {
                        value = cursor.ReadText("default") ?? new SourceText("", key.Line, key.Column);
                    }
                    else
                    {
                        cursor.Skip();
                    }
                }
            }

            inputs[name.Value] = value;
        }

        return inputs;
    }
}
