namespace Kirimy.HelpBuilder.Tests;

/// <summary>Valid pages, which tests change to create an error.</summary>
internal static class SamplePages
{
    public const string Command = """
        ---
        external help file: Sample.dll-Help.xml
        Module Name: Sample
        online version:
        schema: 2.0.0
        ---

        # Get-Thing

        ## SYNOPSIS

        Gets things.

        ## SYNTAX

        ### Name (Default)

        ```
        Get-Thing [-Name] <string[]> [[-Kind] <Kind>] [-Force] [<CommonParameters>]
        ```

        ### All

        ```
        Get-Thing -All [-Force] [<CommonParameters>]
        ```

        ## DESCRIPTION

        Gets **things** & other `<things>`, see [the site](https://example.test/things).

        - first,
          on two lines
        - second

        ```
        if (1 -lt 2) {
            'code'
        }
        ```

        ## EXAMPLES

        ### Example 1: By name

        ```powershell
        Get-Thing 'a < b & c' |
            Select-Object -First 1
        ```

        ```output
        Name
        ----
        a < b & c
        ```

        Gets one.

        ## PARAMETERS

        ### -All

        Every thing.

        ```yaml
        Type: SwitchParameter
        Parameter Sets: All
        Aliases:

        Required: True
        Position: Named
        Default value: False
        Accept pipeline input: False
        Accept wildcard characters: False
        ```

        ### -Force

        Hidden things too.

        ```yaml
        Type: SwitchParameter
        Parameter Sets: (All)
        Aliases:

        Required: False
        Position: Named
        Default value: False
        Accept pipeline input: False
        Accept wildcard characters: False
        ```

        ### -Kind

        Things of a kind.

        ```yaml
        Type: Kind
        Parameter Sets: Name
        Aliases:
        Accepted values: Big, Small

        Required: False
        Position: 1
        Default value: Big
        Accept pipeline input: False
        Accept wildcard characters: False
        ```

        ### -Name

        Things of these names.

        ```yaml
        Type: String[]
        Parameter Sets: Name
        Aliases: n, Label

        Required: True
        Position: 0
        Default value: None
        Accept pipeline input: True (ByPropertyName, ByValue)
        Accept wildcard characters: True
        ```

        ### CommonParameters

        As everywhere.

        ## INPUTS

        ### System.String

        A name.

        ## OUTPUTS

        ### Sample.Thing

        One for each name.

        ## NOTES

        None.

        ## RELATED LINKS

        [Set-Thing](Set-Thing.md)

        [The site](https://example.test/things)
        """;

    public const string About = """
        # about_Things

        ## Short description

        What things are.

        ## Long description

        Things are things. This paragraph has more words than one line of a console takes, so it is wrapped.

        1. One thing of this list has more words than one line of a console takes, so it is wrapped too.
        2. Another.

        ### Kinds

        | Kind | Meaning |
        | --- | --- |
        | Big | Larger than most of the other things that one meets in the course of a day. |
        | Small | Not big. |

        ```
        Get-Thing -Kind Big
        ```
        """;
}
