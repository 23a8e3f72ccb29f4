## Said once after something was done
done-published = Published. Below you will see how far it gets.
done-welcome = Welcome. Follow some territories to begin with.
done-reported = Thank you. The people who run the node will read it.
done-edited = Changes saved and sent.
done-draft = Draft saved. Nobody else sees it yet.
done-withdrawn = Withdrawn.
done-saved = Saved.
