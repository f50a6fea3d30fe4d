using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace App.Patterns.TemplateInheritance;

/// <summary>
/// <c>&lt;block name="head"&gt;default&lt;/block&gt;</c>: a place that the templates below may override, with what
/// stands there when none does. Blocks may lie in each other and are overridden separately. Throws when one template
/// has two of a name.
/// </summary>
[HtmlTargetElement("block", Attributes = "name")]
public sealed class BlockTagHelper : TagHelper
{
    public required string Name { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

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
/// <c>&lt;override block="head"&gt;…&lt;/override&gt;</c> in a page, a partial or a layout that has a layout itself:
/// its version of a block above. Nothing appears where it stands; a block that no layout has is ignored. Throws when
/// one template overrides a block twice.
/// </summary>
[HtmlTargetElement("override", Attributes = "block")]
public sealed class OverrideTagHelper : TagHelper
{
    public required string Block { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

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
/// <c>&lt;super /&gt;</c> inside an override: what the block would be without it. Jinja: <c>super()</c>.
/// </summary>
[HtmlTargetElement("super", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SuperTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(output);
        if (!context.Items.TryGetValue(typeof(SuperTagHelper), out var content))
            throw new InvalidOperationException(
                "<super /> stands for the version above of an overridden block; it has no meaning outside <override>."
            );
        output.TagName = null;
        output.Content.SetHtmlContent((SuperContent)content);
    }
}
