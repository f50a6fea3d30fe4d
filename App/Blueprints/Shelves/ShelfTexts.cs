using Microsoft.Extensions.Localization;

namespace App.Blueprints.Shelves;

/// <summary>Translated messages for failed operations on shelves.</summary>
public static class ShelfTexts
{
    /// <summary>Returns the message for a problem. Throws for <see cref="ShelfProblem.None"/>.</summary>
    public static string Of(ShelfProblem problem, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return problem switch
        {
            ShelfProblem.NameInvalid => texts["shelves.name.invalid", ShelfForm.NameLimit],
            ShelfProblem.NameTaken => texts["shelves.problem.name_taken"],
            ShelfProblem.DirectoryTaken => texts["shelves.problem.directory_taken"],
            ShelfProblem.NoShelf => texts["shelves.problem.no_shelf"],
            ShelfProblem.NoArchive => texts["shelves.problem.no_archive"],
            ShelfProblem.ArchiveBroken => texts["shelves.problem.archive_broken"],
            _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, null),
        };
    }
}
