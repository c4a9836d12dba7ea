using Lever.Dev.Corpus;

return args switch
{
    ["corpus", .. var rest] => CorpusCommand.Run(rest),
    _ => 2,
};
