import { Button } from "../../../components/ui/button.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { deliveryTexts } from "../delivery-texts.ts";

interface ViewSwitchProps {
  isGivenUp: boolean;
  onShow: (isGivenUp: boolean) => void;
}

/** All of them, or only what was given up. */
export function ViewSwitch({ isGivenUp, onShow }: ViewSwitchProps) {
  const t = useTexts(deliveryTexts);
  return (
    <fieldset aria-label={t.views} className="flex gap-1">
      {[false, true].map((givenUp) => (
        <Button
          key={String(givenUp)}
          look={givenUp === isGivenUp ? "primary" : "secondary"}
          aria-pressed={givenUp === isGivenUp}
          onClick={() => onShow(givenUp)}
        >
          {givenUp ? t.givenUp : t.all}
        </Button>
      ))}
    </fieldset>
  );
}
