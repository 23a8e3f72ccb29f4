## Said once after something was done
done-published = Published. Below you will see how far it gets.
done-welcome = Welcome. Follow some territories to begin with.
done-set-up = Your account is made: you administer this node now.
done-reported = Thank you. The people who run the node will read it.
done-edited = Changes saved and sent.
done-draft = Draft saved. Nobody else sees it yet.
done-withdrawn = Withdrawn.
done-saved = Saved.
done-revoked = The invitation is taken back.
done-password = Password saved. You can sign in with it.
done-closed = Closed.
done-leaving = Very well. Thank you for having been here.
done-staying = We are glad: nothing is deleted.
done-federating = The node speaks with others now.
done-confirmed = Address confirmed.
done-mailed = Sent. See whether it arrived.
done-begun = Under way.
