using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace App.Patterns.TemplateInheritance;

/// <summary>
/// <c>&lt;block name="head"&gt;default&lt;/block&gt;</c>: a block of a layout that pages can override, with its default
/// content.
/// </summary>
/// <remarks>
/// Blocks can be nested and are overridden separately. Throws <see cref="InvalidOperationException"/> when a layout
/// has two blocks with the same name. Flask documentation: Template Inheritance (<c>block</c>).
/// </remarks>
[HtmlTargetElement("block", Attributes = "name")]
public sealed class BlockTagHelper : TagHelper
{
    /// <summary>The name of the block.</summary>
    public required string Name { get; set; }

    /// <summary>The view that contains the tag. Set by Razor.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var blocks = Blocks.Of(ViewContext);
        blocks.Name(ViewContext.ExecutingFilePath ?? "", Name);
        var content = blocks.Resolve(Name, await output.GetChildContentAsync());
        output.TagName = null;
        output.Content.SetHtmlContent(content);
    }
}

/// <summary>
/// <c>&lt;override block="head"&gt;…&lt;/override&gt;</c>: replaces the content of a block, in a page, a partial or a
/// nested layout.
/// </summary>
/// <remarks>
/// The tag itself renders nothing. An override of a block that no layout has is ignored. Throws
/// <see cref="InvalidOperationException"/> when the same file overrides a block twice. Flask documentation: Template
/// Inheritance (<c>extends</c>).
/// </remarks>
[HtmlTargetElement("override", Attributes = "block")]
public sealed class OverrideTagHelper : TagHelper
{
    /// <summary>The name of the block.</summary>
    public required string Block { get; set; }

    /// <summary>The view that contains the tag. Set by Razor.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(output);
        var blocks = Blocks.Of(ViewContext);
        blocks.Name(ViewContext.ExecutingFilePath ?? "", Block);
        var given = new BlockOverride();
        context.Items[typeof(SuperTagHelper)] = given.Super;
        given.Content = await output.GetChildContentAsync();
        blocks.Add(Block, given);
        output.SuppressOutput();
    }
}

/// <summary>
/// <c>&lt;super /&gt;</c> in an override: renders the content that the override replaces. Jinja: <c>super()</c>.
/// </summary>
/// <remarks>Throws <see cref="InvalidOperationException"/> outside an override.</remarks>
[HtmlTargetElement("super", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SuperTagHelper : TagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(output);
        if (!context.Items.TryGetValue(typeof(SuperTagHelper), out var content))
            throw new InvalidOperationException(
                "<super /> renders the base version of an overridden block; use it only inside <override>."
            );
        output.TagName = null;
        output.Content.SetHtmlContent((SuperContent)content);
    }
}
