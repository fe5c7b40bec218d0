"""Tables as a browser lays them out, beside the cells that the reader of full texts makes of the same markup."""
