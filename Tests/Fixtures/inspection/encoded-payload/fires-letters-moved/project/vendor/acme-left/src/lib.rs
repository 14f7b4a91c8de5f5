const D: &str = "myyux://htqqjhy.jcfruqj.nsafqni/c";
