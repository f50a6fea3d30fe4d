using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace App.Patterns.TemplateInheritance;

/// <summary>Collects the overrides of layout blocks while one page is rendered.</summary>
/// <remarks>
/// A page runs before its layout, and a nested layout before the outer one. So the override of the page is recorded
/// first, and all overrides are known when the outer layout renders the block. Flask documentation: Template
/// Inheritance.
/// </remarks>
sealed class Blocks
{
    const string Key = "blocks";

    readonly Dictionary<string, List<BlockOverride>> overrides = [];
    readonly HashSet<(string Template, string Block)> named = [];

    /// <summary>
    /// Returns the blocks of the page being rendered. A second page that the same request renders, such as an error
    /// page, has separate blocks.
    /// </summary>
    public static Blocks Of(ViewContext view) =>
        view.RouteData.DataTokens.TryGetValue(Key, out var found) && found is Blocks blocks
            ? blocks
            : (Blocks)(view.RouteData.DataTokens[Key] = new Blocks());

    /// <summary>Records that a view file, the template, defines or overrides a block.</summary>
    /// <exception cref="InvalidOperationException">The file defines or overrides the block twice.</exception>
    public void Name(string template, string block)
    {
        if (!named.Add((template, block)))
            throw new InvalidOperationException($"{template} contains the block \"{block}\" twice.");
    }

    public void Add(string block, BlockOverride given)
    {
        if (!overrides.TryGetValue(block, out var list)) overrides[block] = list = [];
        list.Add(given);
    }

    /// <summary>
    /// Returns the content of a block: applies each override to the default content, from the outermost layout to the
    /// page.
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

/// <summary>The content with which one view file overrides a block. Can include the replaced content.</summary>
sealed class BlockOverride
{
    public SuperContent Super { get; } = new();

    public IHtmlContent Content { get; set; } = HtmlString.Empty;
}

/// <summary>
/// A placeholder for the block content that an override replaces. The content is set when the layout is rendered, after
/// the page has run.
/// </summary>
sealed class SuperContent : IHtmlContent
{
    public IHtmlContent Content { get; set; } = HtmlString.Empty;

    public void WriteTo(TextWriter writer, System.Text.Encodings.Web.HtmlEncoder encoder) =>
        Content.WriteTo(writer, encoder);
}
