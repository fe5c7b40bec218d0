"""What the commands are given to read."""

TEXT = (
    "Blinatumomab in children\n\nAll 10 children received blinatumomab. Complete remission (CR) was reached by "
    "{} of 10 children. Fever was seen in 4 (40%).\n"
)
PUBTATOR = "1|t|Blinatumomab in children\n1|a|CR was reached by 5 of 10.\n1\t0\t12\tInotuzumab\tChemical\t-\n"
