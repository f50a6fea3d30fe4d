namespace App.Tests.Architecture;

/// <summary>
/// Tests that the code of an import calls in one direction: the upload calls the preview, the preview calls the import,
/// and the import calls the parser of bookmark files.
/// </summary>
public sealed class CallDirectionTests
{
    // Code in a folder may use only its own folder and the folders after it in this array.
    static readonly string[] steps = ["Uploads", "Previews", "Imports", "BookmarkFiles"];

    [Fact]
    public void A_step_of_an_import_uses_only_later_steps() => Assert.Empty(
        from user in TypeReferences.All
        from used in user
        where StepOf(used) < StepOf(user.Key)
        select $"{user.Key} uses {used}");

    [Fact]
    public void The_types_of_Transfer_reference_each_other_without_cycles()
    {
        var references = TypeReferences.All
            .Where(user => IsTransfer(user.Key))
            .SelectMany(user => user.Where(IsTransfer).Select(used => (By: user.Key, Used: used)))
            .ToLookup(pair => pair.By, pair => pair.Used);
        Assert.Empty(
            from user in references
            where TypeReferences.Reached(references, user.Key).Contains(user.Key)
            select user.Key.FullName);
    }

    [Fact]
    public void The_tests_see_types_and_markup_of_each_step()
    {
        Assert.Equal(
            [0, 1, 2, 3],
            TypeReferences.All.Select(user => StepOf(user.Key)).OfType<int>().Distinct().Order());
        Assert.Equal(
            [0, 1, 2],
            TypeReferences.All
                .Where(user => TypeReferences.IsView(user.Key))
                .Select(user => StepOf(user.Key)).OfType<int>().Distinct().Order());
    }

    static bool IsTransfer(Type type) => TypeReferences.FoldersOf(type) is ["Blueprints", "Transfer", ..];

    static int? StepOf(Type type) =>
        TypeReferences.FoldersOf(type) is ["Blueprints", "Transfer", var folder, ..]
        && Array.IndexOf(steps, folder) is >= 0 and var step
            ? step
            : null;
}
