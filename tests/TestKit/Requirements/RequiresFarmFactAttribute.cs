using Xunit;

namespace Wolfictl.TestKit.Requirements;

/// <summary>A fact that needs RabbitMQ and a registry, and with <c>corpus</c> real configurations; skipped where the environment lacks one.</summary>
public sealed class RequiresFarmFactAttribute : FactAttribute
{
    public RequiresFarmFactAttribute(bool corpus = false) => Skip = Requirement.Broker ?? Requirement.Registry ?? (corpus ? Requirement.Corpus : null);
}
