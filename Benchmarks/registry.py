"""A project made from genuine archives, and a registry on loopback that cargo fetches them from."""
import functools
import hashlib
import http.server
import json
import os
import re
import subprocess
import tarfile
import threading
import tomllib

NAME = re.compile(r"^(.+?)-([0-9]+\.[0-9].*)\.crate$")


def manifests(folder):
    """(name, version) → (path of the archive, its manifest)."""
    found = {}
    for file in sorted(os.listdir(folder)):
        match = NAME.match(file)
        if not match:
            continue
        path = os.path.join(folder, file)
        with tarfile.open(path) as archive:
            member = archive.extractfile(f"{file[:-len('.crate')]}/Cargo.toml")
            found[match.groups()] = path, tomllib.loads(member.read().decode())
    return found


def dependencies(manifest):
    """Rows of an index line's `deps`."""
    rows = []
    tables = [(None, manifest)] + list(manifest.get("target", {}).items())
    for target, table in tables:
        for key, kind in (("dependencies", "normal"), ("build-dependencies", "build"),
                          ("dev-dependencies", "dev")):
            for name, value in table.get(key, {}).items():
                value = {"version": value} if isinstance(value, str) else value
                row = {"name": name, "req": value.get("version", "*"),
                       "features": value.get("features", []),
                       "optional": value.get("optional", False),
                       "default_features": value.get("default-features", True),
                       "target": target, "kind": kind}
                if "package" in value:
                    row["package"] = value["package"]
                rows.append(row)
    return rows


def line(path, manifest):
    """https://doc.rust-lang.org/cargo/reference/registry-index.html#json-schema"""
    package = manifest["package"]
    with open(path, "rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    entry = {"name": package["name"], "vers": package["version"],
             "deps": dependencies(manifest), "cksum": checksum, "features": {},
             "features2": manifest.get("features", {}), "yanked": False, "v": 2}
    if "links" in package:
        entry["links"] = package["links"]
    return json.dumps(entry)


def place(name):
    name = name.lower()
    if len(name) < 3:
        return f"{len(name)}/{name}"
    return f"3/{name[0]}/{name}" if len(name) == 3 else f"{name[:2]}/{name[2:4]}/{name}"


def closed(found):
    """The versions all of whose required dependencies are there too, in some version."""
    names = {name for name, _ in found}
    while True:
        kept = {key: value for key, value in found.items() if all(
            row.get("package", row["name"]) in names for row in dependencies(value[1])
            if not row["optional"] and row["kind"] != "dev")}
        if len(kept) == len(found):
            return kept
        found, names = kept, {name for name, _ in kept}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


def make(crates, folder):
    """A project `folder/app` whose packages are fetched into `folder/home`.

    Returns how many packages it has; versions that cargo cannot put together are left out.
    """
    site, app, home = (os.path.join(folder, name) for name in ("site", "app", "home"))
    found = closed(manifests(crates))
    for (name, version), (path, manifest) in found.items():
        index = os.path.join(site, "index", place(name))
        os.makedirs(os.path.dirname(index), exist_ok=True)
        with open(index, "a", encoding="utf-8") as file:
            file.write(line(path, manifest) + "\n")
        download = os.path.join(site, "dl", name, version, "download")
        os.makedirs(os.path.dirname(download))
        os.symlink(path, download)
    handler = functools.partial(Quiet, directory=site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        with open(os.path.join(site, "index", "config.json"), "w", encoding="utf-8") as file:
            json.dump({"dl": f"{address}/dl/{{crate}}/{{version}}/download"}, file)
        os.makedirs(home)
        with open(os.path.join(home, "config.toml"), "w", encoding="utf-8") as file:
            file.write('[source.crates-io]\nreplace-with = "loopback"\n'
                       f'[source.loopback]\nregistry = "sparse+{address}/index/"\n')
        os.makedirs(os.path.join(app, "src"))
        open(os.path.join(app, "src", "lib.rs"), "w", encoding="utf-8").close()
        # One version of each, the last by its text: two that link one library exclude each other.
        chosen = dict(sorted(found))
        write_manifest(app, chosen)
        environment = dict(os.environ, CARGO_HOME=home, CARGO_TERM_COLOR="never")
        subprocess.run(["cargo", "fetch", "--quiet"], cwd=app, env=environment, check=True)
        server.shutdown()
    with open(os.path.join(app, "Cargo.lock"), "rb") as file:
        return len(tomllib.load(file)["package"]) - 1


def write_manifest(app, versions):
    text = '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\n'
    for number, (name, version) in enumerate(versions.items()):
        text += f'p{number} = {{ package = "{name}", version = "={version}", default-features = false }}\n'
    with open(os.path.join(app, "Cargo.toml"), "w", encoding="utf-8") as file:
        file.write(text)
