"""python3 -m card_office [--listen HOST:PORT] [--gateway HOST:PORT] [--broken NAME]"""
import argparse
import signal
import sys

import broken


def main() -> None:
    parser = argparse.ArgumentParser(prog="card_office", description="An agency for the seat social_insurance.")
    parser.add_argument("--listen", default="127.0.0.1:9104", help="where it serves (port 0: a free one)")
    parser.add_argument("--gateway", default="127.0.0.1:7000", help="whom it reports to")
    parser.add_argument("--broken", choices=sorted(broken.OFFICES), help="what it does wrong")
    options = parser.parse_args()
    with broken.office(options.broken, options.listen) as office:
        office.outbox.report_to(options.gateway)
        print(f"ready {office.address}", flush=True)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        office.wait()


main()
