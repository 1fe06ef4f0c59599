using System.Text;
using System.Text.Json;
using Wolfictl.Kubernetes.Client;

namespace Wolfictl.Kubernetes.Tests.Client;

public sealed class WatchLineTests
{
    [Theory]
    [InlineData("""{"type":"ADDED","object":{"a":[1,{"type":"x"}]}}""", "ADDED", """{"a":[1,{"type":"x"}]}""")]
    [InlineData("""{"object":{"object":1},"new":[{}],"type":"\u0041DDED"}""", "ADDED", """{"object":1}""")]
    [InlineData(""" { "type" : "ERROR" , "object" : null } """, "ERROR", "null")]
    [InlineData("""{"type":"ADDED"}""", "ADDED", "")]
    [InlineData("{}", null, "")]
    public void Parse_Line_GivesTypeAndObjectAsTheyStand(string text, string? type, string content)
    {
        var line = WatchLine.Parse(Encoding.UTF8.GetBytes(text));

        Assert.Equal(type, line.Type);
        Assert.Equal(content, Encoding.UTF8.GetString(line.Object));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"ADDED","object":{}""")]
    [InlineData("""{"type":"ADDED","object":""")]
    [InlineData("""{"type":"ADDED"} {}""")]
    public void Parse_NoLineOfAWatch_IsRefused(string text) =>
        Assert.ThrowsAny<JsonException>(() => WatchLine.Parse(Encoding.UTF8.GetBytes(text)).Type);
}
