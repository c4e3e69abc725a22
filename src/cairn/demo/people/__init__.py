"""Who the people of the synthetic register are: names, places and numbers, all made up."""
