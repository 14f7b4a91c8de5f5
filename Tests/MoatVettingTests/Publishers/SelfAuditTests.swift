import MoatModel
import MoatVetting
import Testing

@Suite struct `An audit by the publisher` {
  private static let user = Party.user(1, login: "AlexExample", name: "Alex Example")

  @Test(arguments: [
    "Alex Example <alex@example.org>", "alex  example", "AlexExample", "@alexexample",
    "A. Example <alexexample@gmail.com>", "A <a@alexexample.com>",
    "A <alexexample@users.noreply.github.com>", "A <1234+AlexExample@users.noreply.github.com>",
    "alexexample@work.example",
  ])
  func `is recognised by`(who: String) { #expect(SelfAudit.matches(who, Self.user)) }

  @Test(arguments: [
    "", "<>", "Alex <alex@example.org>", "Example", "Bob <bob@example.org>",
    "Bob <bob+alexexample@example.org>", "Alex Examples <a@b.c>",
  ])
  func `is not recognised by`(who: String) { #expect(!SelfAudit.matches(who, Self.user)) }

  @Test func `has nothing to do with a team, and with the owner of a workflow's repository`() {
    #expect(!SelfAudit.matches("t", .team(1, login: "t", name: "t")))
    #expect(SelfAudit.matches("A <alex@x.y>", .workflow("github:alex/crate")))
    #expect(!SelfAudit.matches("crate", .workflow("github:alex/crate")))
  }
}
