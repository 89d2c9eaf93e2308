"""Short lists of documents, put where a build finds them."""

HEAD = "body,document_id,revision,meeting_id,group,period,series,title,source_printed,questions,date\n"
ONE = (
    "itu-t,T22-SG13-C-0001,0,SG13-2022-07-04,SG13,T22,contribution,Scope,"
    "Example Telecom; Example Systems,16/13; 20/13,2022-06-20\n"
)
TWO = "itu-t,T22-SG13-C-0002,0,SG13-2022-07-04,SG13,T22,contribution,Terms,Example Telecom,16/13,2022-06-21\n"


def put(folder, name, *rows, head=HEAD):
    (folder / name).write_text(head + "".join(rows), encoding="utf-8")
