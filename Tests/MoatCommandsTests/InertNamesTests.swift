import MoatPipeline
import Testing

@Suite struct `Inert names` {
  @Test(arguments: [
    ("src/lib.rs", "src/lib.rs"), ("Cargo.toml", "Cargo.toml.inert"),
    ("CARGO.TOML", "CARGO.TOML.inert"), ("Cargo.toml.orig", "Cargo.toml.orig"),
    (".cargo/config.toml", ".cargo.inert/config.toml"),
    (".cargo_vcs_info.json", ".cargo_vcs_info.json"),
    ("a/.vscode/b/.envrc", "a/.vscode.inert/b/.envrc.inert"),
    ("x.code-workspace", "x.code-workspace.inert"),
    ("docs/AGENTS.md", "docs/AGENTS.md.inert"), ("build.rs", "build.rs"),
    ("build/main.rs", "build/main.rs"), ("README.md", "README.md"),
    ("rust-toolchain", "rust-toolchain.inert"),
    (".git/hooks/post-checkout", ".git.inert/hooks/post-checkout"),
  ]) func `of`(path: String, inert: String) {
    #expect(InertNames(for: [path]).path(for: path) == inert)
  }

  @Test func `never become the name of another file`() {
    let paths = ["Cargo.toml", "Cargo.toml.INERT", ".a", ".a.inert.inert/b"]
    let names = InertNames(for: paths)
    #expect(names.ending == ".inert.inert.inert")
    #expect(Set(paths.map { names.path(for: $0).lowercased() }).count == paths.count)
  }
}
