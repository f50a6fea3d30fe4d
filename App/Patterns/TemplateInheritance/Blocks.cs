using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace App.Patterns.TemplateInheritance;

/// <summary>
/// What the templates of one page say about its blocks. A page runs before its layout, which runs before its own, so
/// overrides arrive with the most special one first and are complete when a layout comes to the place. Flask: Template
/// Inheritance.
/// </summary>
sealed class Blocks
{
    const string Key = "blocks";

    readonly Dictionary<string, List<BlockOverride>> overrides = [];
    readonly HashSet<(string Template, string Block)> named = [];

    /// <summary>
    /// Those of the page being drawn; a second page in the same request, such as that of an error, has its own.
    /// </summary>
    public static Blocks Of(ViewContext view) =>
        view.RouteData.DataTokens.TryGetValue(Key, out var found) && found is Blocks blocks
            ? blocks
            : (Blocks)(view.RouteData.DataTokens[Key] = new Blocks());

    /// <summary>Notes that a template speaks of a block. Throws when it does so twice.</summary>
    public void Name(string template, string block)
    {
        if (!named.Add((template, block)))
            throw new InvalidOperationException($"{template} has the block \"{block}\" twice.");
    }

    public void Add(string block, BlockOverride given)
    {
        if (!overrides.TryGetValue(block, out var list)) overrides[block] = list = [];
        list.Add(given);
    }

    /// <summary>
    /// The content of a block: the default, then each override around what the templates above it make of the block.
    /// </summary>
    public IHtmlContent Resolve(string block, IHtmlContent content)
    {
        foreach (var given in overrides.GetValueOrDefault(block, []).AsEnumerable().Reverse())
        {
            given.Super.Content = content;
            content = given.Content;
        }
        return content;
    }
}

/// <summary>One template's version of a block, with the place in it that stands for the version above.</summary>
sealed class BlockOverride
{
    public SuperContent Super { get; } = new();

    public IHtmlContent Content { get; set; } = HtmlString.Empty;
}

/// <summary>Known only when the layout is drawn, long after the page that mentions it has run.</summary>
sealed class SuperContent : IHtmlContent
{
    public IHtmlContent Content { get; set; } = HtmlString.Empty;

    public void WriteTo(TextWriter writer, System.Text.Encodings.Web.HtmlEncoder encoder) =>
        Content.WriteTo(writer, encoder);
}
